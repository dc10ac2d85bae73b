import assert from "node:assert/strict";
import structs from "google-protobuf/google/protobuf/struct_pb.js";
import { readProperties, UNKNOWN } from "@tidegate/policy";
import type { Value } from "@tidegate/policy";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SIGNATURES = [
  "c44067f5952c0a294b673a41bacd8c17",
  "0def7320c3a5731c473e5ecbe6d01bc7",
  "1b47061264138c4ac30d75fd1eb44270",
  "5cf8f73096256a8f31e491e813e4eb8e",
  "d0e6a833031e9bbcd3f4e8bde6ca49a4",
  "no signature at all",
];
const TEXTS = ["", "text", "04da6b54-80e4-46f7-96ec-b56ff0331ba9", "\u0000\ud800", "{", '{"a":', "x".repeat(5000)];
const KEYS = [
  "value",
  "plaintext",
  "ciphertext",
  "secret",
  "assets",
  "text",
  "path",
  "a.b",
  "constructor",
  "length",
  "",
];
const BAGS = 2_000;

describe("random properties", () => {
  it(`are read, ${BAGS} of them, and come over the wire as they are in a state`, () => {
    const next = generator(7);
    for (let bag = 0; bag < BAGS; bag += 1) {
      const json = randomBag(next, 0);
      const wire = structs.Struct.deserializeBinary(
        structs.Struct.fromJavaScript(json).serializeBinary(),
      ).toJavaScript();
      const { props } = readProperties(wire);
      assert.ok(isValue(props), JSON.stringify(json));
      assert.deepEqual(readProperties(JSON.parse(JSON.stringify(wire)) as typeof wire).props, props);
    }
  });
});

type Json = null | boolean | number | string | Json[] | JsonBag;

interface JsonBag {
  [key: string]: Json;
}

function randomBag(next: (below: number) => number, depth: number): JsonBag {
  const entries = Array.from({ length: next(5) }, (): [string, Json] => [
    KEYS[next(KEYS.length)] ?? "",
    randomValue(next, depth + 1),
  ]);
  const signed: [string, Json][] = next(4) === 0 ? [[SIGNATURE, SIGNATURES[next(SIGNATURES.length)] ?? ""]] : [];
  return Object.fromEntries([...signed, ...entries]);
}

function randomValue(next: (below: number) => number, depth: number): Json {
  switch (next(depth > 12 ? 4 : 7)) {
    case 0:
      return null;
    case 1:
      return next(2) === 0;
    case 2:
      return next(1000) - 500.5;
    case 3:
      return TEXTS[next(TEXTS.length)] ?? "";
    case 4:
      return Array.from({ length: next(4) }, () => randomValue(next, depth + 1));
    default:
      return randomBag(next, depth);
  }
}

function isValue(value: Value): boolean {
  if (value === UNKNOWN || value === null) return true;
  if (typeof value !== "object") return ["boolean", "number", "string"].includes(typeof value);
  return Object.values<Value>(value).every(isValue);
}

/** Numbers below a limit, the same ones for the same seed. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
