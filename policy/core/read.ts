/** Properties as the engine writes them (on the wire, in a state, in a preview's JSON), read into values to judge. */
import { pathText } from "./path.ts";
import { UNKNOWN } from "./policy.ts";
import type { Bag, Value } from "./policy.ts";

export interface Properties {
  readonly props: Bag;
  /** Paths of what the engine keeps as a secret. */
  readonly secrets: readonly string[];
  /** Whether an archive that is made of assets is among them. */
  readonly hasAssetArchive: boolean;
}

/** What is nested deeper can't be judged. No provider's property comes near it. */
export const DEEPEST = 256;

/** Something is nested deeper than DEEPEST. Nobody may take it for judged. */
export class TooDeep extends Error {
  constructor() {
    super(`Something is nested deeper than ${DEEPEST} levels.`);
    this.name = "TooDeep";
  }
}

/**
 * Reads a resource's properties. Values that the engine doesn't know become UNKNOWN; secrets become what they hold, or
 * UNKNOWN where they are encrypted; assets and archives become plain bags.
 *
 * @param json what JSON can hold, and nothing else
 * @throws TooDeep
 * @see https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/properties.go
 */
export function readProperties(json: Readonly<Record<string, unknown>>): Properties {
  const reading: Reading = { trail: [], depth: 0, secrets: [], hasAssetArchive: false };
  const props = bagOf(json, reading);
  return { props, secrets: reading.secrets, hasAssetArchive: reading.hasAssetArchive };
}

interface Reading {
  /** Steps to what is being read. */
  readonly trail: (string | number)[];
  /** How many lists, objects and secrets stand around it. */
  depth: number;
  readonly secrets: string[];
  hasAssetArchive: boolean;
}

function valueOf(json: unknown, reading: Reading): Value {
  if (typeof json === "string") return UNKNOWNS.has(json) ? UNKNOWN : json;
  if (json === null || typeof json === "boolean" || typeof json === "number") return json;
  if (!isRecord(json)) return UNKNOWN;
  if (reading.depth >= DEEPEST) throw new TooDeep();
  reading.depth += 1;
  const value = Array.isArray(json)
    ? json.map((item: unknown, index) => below(index, item, reading))
    : special(json, reading);
  reading.depth -= 1;
  return value;
}

/** What carries one of the engine's signatures is something else than an object with these keys. */
function special(json: Readonly<Record<string, unknown>>, reading: Reading): Value {
  const signature = json[SIGNATURE];
  if (signature === SECRET) {
    reading.secrets.push(pathText(reading.trail));
    return held(json, reading);
  }
  if (signature === OUTPUT) {
    if (json["secret"] === true) reading.secrets.push(pathText(reading.trail));
    return "value" in json ? valueOf(json["value"], reading) : UNKNOWN;
  }
  if (signature === ASSET || signature === ARCHIVE) {
    reading.hasAssetArchive ||= signature === ARCHIVE && "assets" in json;
    return bagOf(Object.fromEntries(Object.entries(json).filter(([key]) => key !== SIGNATURE)), reading);
  }
  return bagOf(json, reading);
}

/** What a secret holds: as it is on the wire, as JSON in a state that shows its secrets, not at all in one that doesn't. */
function held(json: Readonly<Record<string, unknown>>, reading: Reading): Value {
  if ("value" in json) return valueOf(json["value"], reading);
  if (typeof json["plaintext"] !== "string") return UNKNOWN;
  return valueOf(parsed(json["plaintext"]), reading);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not as the engine writes it. It is to be judged all the same.
    return text;
  }
}

/** Own keys only, `__proto__` among them. */
function bagOf(json: Readonly<Record<string, unknown>>, reading: Reading): Bag {
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, below(key, value, reading)]));
}

function below(step: string | number, json: unknown, reading: Reading): Value {
  reading.trail.push(step);
  const value = valueOf(json, reading);
  reading.trail.pop();
  return value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const ASSET = "c44067f5952c0a294b673a41bacd8c17";
const ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** By kind: boolean, number, string, list, asset, archive, object. */
const UNKNOWNS: ReadonlySet<string> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);
