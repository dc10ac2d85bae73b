/** Pulumi states with secrets and look-alikes in known places, drawn from a seed. */
import { Draw } from "./draw.ts";
import { KINDS } from "./kinds.ts";
import type { Kind } from "./kinds.ts";
import { LOOKALIKES } from "./lookalikes.ts";
import { PLACES } from "./places.ts";

/** One value that was put somewhere. */
export interface Item {
  readonly file: string;
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly path: string;
  readonly kind: string;
  readonly place: string;
  readonly isSecret: boolean;
  /** Lines of the file that the resource's inputs and outputs take, 1-based, both included. */
  readonly lines: readonly [number, number];
  /** Inputs and outputs together, as the stack's judgement sees them. */
  readonly props: Readonly<Record<string, unknown>>;
}

export interface StateFile {
  /** As in `state-007.json`. */
  readonly name: string;
  readonly text: string;
  readonly items: readonly Item[];
}

export interface CorpusOptions {
  readonly seed: number;
  /** Which half of the names is used: one for making rules, one for judging them. */
  readonly names: "development" | "held out";
  /** How often each kind of secret stands in each kind of place. */
  readonly rounds: number;
  /** The same for look-alikes. */
  readonly lookalikeRounds: number;
  /** Default: 40. */
  readonly itemsAFile?: number;
}

/** Every kind in every place, in files as `pulumi stack export` writes them. */
export function makeStates(options: CorpusOptions): StateFile[] {
  const draw = new Draw(options.seed);
  const all = [
    ...combinations(KINDS, options.rounds, true),
    ...combinations(LOOKALIKES, options.lookalikeRounds, false),
  ];
  shuffle(all, draw);
  const size = options.itemsAFile ?? 40;
  const files: StateFile[] = [];
  for (let start = 0; start < all.length; start += size) {
    const name = `state-${String(files.length).padStart(3, "0")}.json`;
    files.push(stateOf(name, all.slice(start, start + size), options, draw));
  }
  return files;
}

interface Combination {
  readonly kind: Kind;
  readonly place: (typeof PLACES)[number];
  readonly isSecret: boolean;
}

function combinations(kinds: readonly Kind[], rounds: number, isSecret: boolean): Combination[] {
  return Array.from({ length: rounds }, () =>
    kinds.flatMap((kind) => PLACES.map((place) => ({ kind, place, isSecret }))),
  ).flat();
}

function stateOf(file: string, chosen: readonly Combination[], { names }: CorpusOptions, draw: Draw): StateFile {
  const made = chosen.map(({ kind, place, isSecret }, at) => {
    const planted = place.plant(draw.pick(half(kind.names, names)), kind.make(draw), draw);
    const urn = `urn:pulumi:dev::${draw.word()}::${planted.type}::${draw.word()}-${at}`;
    const resource = {
      urn,
      custom: planted.type !== "pulumi:pulumi:Stack",
      id: draw.uuid(),
      type: planted.type,
      inputs: planted.inputs,
      outputs: planted.outputs ?? { ...planted.inputs, id: `${draw.word()}-${at}` },
      parent: `urn:pulumi:dev::app::pulumi:pulumi:Stack::app-dev`,
      created: "2026-03-01T10:00:00.000000000Z",
    };
    return { planted, resource, about: { kind: kind.kind, place: place.place, isSecret } };
  });
  const text = JSON.stringify(
    { version: 3, deployment: { manifest: MANIFEST, resources: made.map(({ resource }) => resource) } },
    null,
    4,
  );
  const spans = spansOf(text);
  const items = made.map(({ planted, resource, about }, at): Item => {
    const { urn, type } = resource;
    const props: Record<string, unknown> = { ...planted.inputs, ...resource.outputs };
    return {
      file,
      urn,
      type,
      name: urn.split("::").at(-1) ?? "",
      path: planted.path,
      lines: spans[at] ?? [0, 0],
      props,
      ...about,
    };
  });
  return { name: file, text: `${text}\n`, items };
}

const MANIFEST = { time: "2026-03-01T10:00:00.000000000Z", version: "v3.259.0" };

function half(names: readonly string[], which: CorpusOptions["names"]): readonly string[] {
  const middle = Math.ceil(names.length / 2);
  return which === "development" ? names.slice(0, middle) : names.slice(middle);
}

/** First and last line of each resource's inputs and outputs: indentation tells where they begin and end. */
function spansOf(text: string): [number, number][] {
  const spans: [number, number][] = [];
  let start = 0;
  text.split("\n").forEach((line, at) => {
    if (start === 0 && /^ {16}"(?:inputs|outputs)": /.test(line)) start = at + 1;
    if (/^ {16}"parent": /.test(line)) {
      spans.push([start, at]);
      start = 0;
    }
  });
  return spans;
}

function shuffle<T>(items: T[], draw: Draw): void {
  for (let last = items.length - 1; last > 0; last -= 1) {
    const other = draw.int(0, last);
    const [a, b] = [items[last], items[other]];
    if (a !== undefined && b !== undefined) [items[last], items[other]] = [b, a];
  }
}
