/** States of Pulumi made by chance from a seed: each resource holds one secret, or one look-alike. */
import { Random } from "../../../components/rollout/simulate/random.ts";
import { BENIGN_DOCUMENTS } from "./benign-documents.ts";
import { BENIGN_VALUES, HARMLESS_FOR_SECRETS } from "./benign-values.ts";
import { DOCUMENTS } from "./documents.ts";
import { HOLDERS, NAMED_PLACES, NATURE_PLACES } from "./named-places.ts";
import type { NamedPlace } from "./named-places.ts";
import { NAMED_SECRETS, PASSWORDS, UNTELLABLE } from "./passwords.ts";
import type { Written } from "./resource.ts";
import { NAME_PLACES, TEXT_HOLDERS, TEXT_PLACES } from "./text-places.ts";
import { TOKENS } from "./tokens.ts";
import type { ValueKind } from "./tokens.ts";
import { COMMAND_WRITINGS, WRITINGS } from "./writings.ts";

/** What a resource was made for. */
export interface Planted {
  readonly isSecret: boolean;
  readonly kind: string;
  /** How it is written, where it stands in a text. */
  readonly writing: string;
  readonly place: string;
  readonly urn: string;
  readonly file: string;
  /** First and last line of the resource, 1-based. */
  readonly lines: readonly [number, number];
}

export interface PlantedState {
  readonly name: string;
  readonly text: string;
  readonly planted: readonly Planted[];
}

/** "told" is what counts; "untold" can't be told from a digest or an id; "named" stands in the URN, or in an alias. */
export type Part = "told" | "untold" | "named";

export interface OtherHandOptions {
  readonly seed: number;
  /** How often each kind of secret is planted. */
  readonly rounds: number;
  /** How often each kind of look-alike is planted. */
  readonly benignRounds: number;
  /** Default: told. */
  readonly part?: Part;
}

const FILE_SIZE = 400;

/** @returns the states, as `pulumi stack export --show-secrets` writes them */
export function otherHandStates({ seed, rounds, benignRounds, part = "told" }: OtherHandOptions): PlantedState[] {
  const random = new Random(seed);
  const drafts = [...repeat(rounds, () => SECRETS[part](random)), ...repeat(benignRounds, () => benign(random))];
  shuffle(drafts, random);
  const states: PlantedState[] = [];
  for (let first = 0; first < drafts.length; first += FILE_SIZE) {
    states.push(stateOf(`state-${states.length}.json`, drafts.slice(first, first + FILE_SIZE), first));
  }
  return states;
}

interface Draft {
  readonly isSecret: boolean;
  readonly kind: string;
  readonly writing: string;
  readonly place: string;
  readonly written: Written;
}

const SECRETS: Readonly<Record<Part, (random: Random) => Draft[]>> = {
  told: (random) => [
    ...TOKENS.flatMap((kind) => [named(random, true, kind, NAMED_PLACES, true), inText(random, true, kind, WRITINGS)]),
    ...PASSWORDS.flatMap((kind) => [
      named(random, true, kind, NAMED_PLACES),
      named(random, true, kind, NATURE_PLACES),
      inText(random, true, kind, WRITINGS),
      inText(random, true, kind, COMMAND_WRITINGS),
    ]),
    ...NAMED_SECRETS.flatMap((kind) => [named(random, true, kind, NAMED_PLACES), inText(random, true, kind, WRITINGS)]),
    ...DOCUMENTS.flatMap((kind) => [document(random, true, kind), document(random, true, kind)]),
  ],
  untold: (random) => UNTELLABLE.map((kind) => named(random, true, kind, NAMED_PLACES)),
  named: (random) =>
    TOKENS.flatMap(({ kind, make }) =>
      NAME_PLACES.map(({ place, put }) => ({
        isSecret: true,
        kind,
        writing: "",
        place,
        written: put(make(random), random),
      })),
    ),
};

function benign(random: Random): Draft[] {
  const inShell = BENIGN_VALUES.filter(({ kind }) => !kind.includes("quoted"));
  return [
    ...BENIGN_VALUES.map((kind) => named(random, false, kind, OPEN_PLACES)),
    ...inShell.map((kind) => inText(random, false, kind, WRITINGS)),
    ...HARMLESS_FOR_SECRETS.flatMap((kind) => [
      named(random, false, kind, NAMED_PLACES),
      ...(TAKEN_LITERALLY.has(kind.kind) ? [] : [named(random, false, kind, GIVEN_PLACES)]),
      inText(random, false, kind, WRITINGS),
    ]),
    ...BENIGN_DOCUMENTS.flatMap((kind) => [document(random, false, kind), document(random, false, kind)]),
  ];
}

const OPEN_PLACES = NAMED_PLACES.filter(({ place }) => !HOLDERS.has(place));
const OPEN_TEXTS = TEXT_PLACES.filter(({ place }) => !TEXT_HOLDERS.has(place));
/** A generated password is never a reference. */
const GIVEN_PLACES = NATURE_PLACES.filter(({ place }) => !place.startsWith("random"));
/** References that a database would take for the password itself. */
const TAKEN_LITERALLY: ReadonlySet<string> = new Set(
  ["parameter path", "file", "file address", "node environment", "bare shell variable"].map(
    (kind) => `reference: ${kind}`,
  ),
);

/** A token that its own shape tells stands as often under a name that says nothing. */
function named(
  random: Random,
  isSecret: boolean,
  { kind, names, make }: ValueKind,
  places: readonly NamedPlace[],
  isToldByShape = false,
): Draft {
  const { place, put } = random.pick(places);
  const name = isToldByShape && random.chance(0.5) ? random.pick(["VALUE", "SETTING", "OPTION_3"]) : random.pick(names);
  return { isSecret, kind, writing: "", place, written: put(name, make(random), random) };
}

function inText(random: Random, isSecret: boolean, { kind, names, make }: ValueKind, writings: typeof WRITINGS): Draft {
  const { writing, write } = random.pick(writings);
  const { place, put } = random.pick(isSecret ? TEXT_PLACES : OPEN_TEXTS);
  const text = write(random.pick(names), make(random), random);
  return { isSecret, kind, writing, place, written: put(text, random) };
}

function document(
  random: Random,
  isSecret: boolean,
  { kind, make }: { kind: string; make: (r: Random) => string },
): Draft {
  const { place, put } = random.pick(isSecret ? TEXT_PLACES : OPEN_TEXTS);
  return { isSecret, kind, writing: "document", place, written: put(make(random), random) };
}

function stateOf(name: string, drafts: readonly Draft[], first: number): PlantedState {
  const planted: Planted[] = [];
  const parts: string[] = [];
  let line = HEAD.split("\n").length;
  for (const [index, { written, ...what }] of drafts.entries()) {
    const resource = resourceOf(written, first + index);
    const text = JSON.stringify(resource, null, 2).replace(/^/gm, "      ");
    const last = line + text.split("\n").length - 1;
    planted.push({ ...what, urn: resource.urn, file: name, lines: [line, last] });
    parts.push(text);
    line = last + 1;
  }
  return { name, text: `${HEAD}${parts.join(",\n")}\n    ]\n  }\n}\n`, planted };
}

const HEAD = `{\n  "version": 3,\n  "deployment": {\n    "manifest": {},\n    "resources": [\n`;

function resourceOf({ type, inputs, outputs = inputs, name, id, aliases }: Written, number: number) {
  const label = `${name ?? type.split(":").at(-1)?.toLowerCase() ?? "thing"}-${number}`;
  return {
    urn: `urn:pulumi:prod::app::${type}::${label}`,
    custom: !type.startsWith("pulumi:"),
    ...(id === undefined ? {} : { id }),
    type,
    inputs,
    outputs,
    ...(aliases === undefined ? {} : { aliases }),
  };
}

function repeat<T>(times: number, make: () => T[]): T[] {
  return Array.from({ length: times }, make).flat();
}

function shuffle<T>(items: T[], random: Random): void {
  for (let n = items.length - 1; n > 0; n--) {
    const other = random.int(0, n);
    const [a, b] = [items[n], items[other]];
    if (a !== undefined && b !== undefined) [items[n], items[other]] = [b, a];
  }
}
