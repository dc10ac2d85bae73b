import { gzipSync } from "node:zlib";
import { UNKNOWN } from "@tidegate/policy";
import type { Bag, Value } from "@tidegate/policy";
import { secretsIn } from "../../../../policy/secret-free/detect/index.ts";
import { filledPlaces } from "../../../../policy/secret-free/places/places.ts";
import { Draw } from "../corpus/draw.ts";
import { KINDS } from "../corpus/kinds.ts";

export interface Fuzzed {
  /** What went wrong, each with the number of its bag: a crash, or a value in a finding. */
  readonly wrong: readonly string[];
  /** Seconds that the slowest bag took. */
  readonly slowest: number;
}

/** Judges random bags: deep, wide, holding themselves, with long texts, unknown values, secrets, assets and archives. */
export function fuzz(bags: number, seed: number, progress: (done: number) => void = () => {}): Fuzzed {
  const draw = new Draw(seed);
  const wrong: string[] = [];
  let slowest = 0;
  for (let number = 0; number < bags; number += 1) {
    if (number > 0 && number % 10_000 === 0) progress(number);
    const secrets: string[] = [];
    const bag = bagOf(draw, secrets, 0);
    const start = performance.now();
    try {
      const told = JSON.stringify([...secretsIn(bag), ...filledPlaces(draw.pick(TYPES), bag)]);
      if (secrets.some((secret) => told.includes(secret.slice(0, 14)))) wrong.push(`bag ${number}: a value is told`);
    } catch (error) {
      wrong.push(`bag ${number}: ${error instanceof Error ? error.name : "thrown"}`);
    }
    slowest = Math.max(slowest, (performance.now() - start) / 1000);
  }
  return { wrong, slowest };
}

const TYPES = [
  "aws:rds/instance:Instance",
  "oci:Vault/secret:Secret",
  "kubernetes:core/v1:Secret",
  "command:remote:Command",
];

function bagOf(draw: Draw, secrets: string[], depth: number): Bag {
  const bag: Record<string, Value> = {};
  for (let count = draw.int(0, 5); count > 0; count -= 1) bag[keyOf(draw, secrets)] = valueOf(draw, secrets, depth + 1);
  if (draw.chance(0.02)) bag["self"] = bag;
  return bag;
}

function keyOf(draw: Draw, secrets: string[]): string {
  if (draw.chance(0.03)) return secretOf(draw, secrets, FORMED);
  const names = [
    "password",
    "value",
    "name",
    "token",
    "data",
    "__proto__",
    "constructor",
    "",
    "a.b",
    "é",
    "secretContent",
  ];
  return draw.chance(0.5) ? draw.pick(names) : draw.text(draw.int(1, 12), PRINTABLE);
}

/** A password as a key can read as any name does, and is told as one. */
const FORMED = KINDS.filter(({ kind }) => kind !== "password");

function secretOf(draw: Draw, secrets: string[], kinds = KINDS): string {
  const secret = draw.pick(kinds).make(draw);
  secrets.push(secret);
  return secret;
}

const PRINTABLE = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)).join("");

function valueOf(draw: Draw, secrets: string[], depth: number): Value {
  if (depth < 6 && draw.chance(0.35)) {
    return draw.chance(0.5)
      ? bagOf(draw, secrets, depth)
      : Array.from({ length: draw.int(0, 4) }, () => valueOf(draw, secrets, depth + 1));
  }
  const make = draw.pick(VALUES);
  return make(draw, secrets);
}

const VALUES: readonly ((draw: Draw, secrets: string[]) => Value)[] = [
  () => null,
  () => UNKNOWN,
  (draw) => draw.chance(0.5),
  (draw) => draw.next() * 1e9,
  (draw) => draw.text(draw.int(0, 80), PRINTABLE),
  (draw) => draw.bytes(draw.int(0, 60)).toString("latin1"),
  (draw) => draw.bytes(draw.int(0, 60)).toString("utf16le"),
  (draw) => draw.base64(draw.int(0, 60)),
  (draw) =>
    draw.pick(["{", "[", '"', "\\", "=", ":", "-----BEGIN ", "eyJ", "://", "password=", " "]).repeat(draw.int(1, 400)),
  (draw) => (draw.chance(0.02) ? draw.pick(["A", "a1", "x-", " \n", "eyJ.", "key="]).repeat(100_000) : ""),
  (draw) =>
    Array.from({ length: draw.int(1, 400) }).reduce<Value>((value) => (draw.chance(0.5) ? [value] : { value }), "x"),
  (draw, secrets) => secretOf(draw, secrets),
  (draw, secrets) => JSON.stringify({ a: [secretOf(draw, secrets)] }),
  (draw, secrets) => Buffer.from(secretOf(draw, secrets)).toString("base64"),
  (draw, secrets) => gzipSync(secretOf(draw, secrets)).toString("base64"),
  (draw, secrets) => ({ text: secretOf(draw, secrets), hash: draw.hex(64), path: "" }),
  (draw, secrets) => ({ assets: { "a.env": { text: `A=${secretOf(draw, secrets)}`, hash: draw.hex(64) } } }),
];
