/**
 * The world: everything that exists in the embedded cloud, as plain data. One JSON file on disk holds all of it.
 */
import { readFile } from "node:fs/promises";
import writeFileAtomic from "write-file-atomic";
import type { ClockState } from "./clock.ts";
import type { Fault } from "./faults/fault.ts";
import type { Json } from "./wire.ts";

/** One stored thing with the etag of its present version. */
export interface Stored {
  etag: string;
  value: unknown;
}

/** Something that will happen at a moment of world time. */
export interface ScheduledEvent {
  /** World time, in milliseconds since the epoch. */
  at: number;
  /** Which of equal moments comes first. */
  order: number;
  kind: string;
  data: Json;
}

/** A reply kept for 24 hours, so that a retried request gets it again. */
export interface RememberedReply {
  at: number;
  fingerprint: string;
  status: number;
  headers: Record<string, string>;
  body: Json | undefined;
}

/** Somebody who may sign requests: `<tenancy>/<user>/<fingerprint>` and the public key, in PEM. */
export interface ApiKey {
  keyId: string;
  publicKey: string;
}

export interface World {
  version: 1;
  /** Decides every variation: the same seed gives the same boots, ids and names. */
  seed: string;
  counter: number;
  clock: ClockState;
  /** Base URL that clients reach the world under, without a trailing slash. */
  endpoint: string;
  apiKeys: ApiKey[];
  collections: Record<string, Record<string, Stored>>;
  /** Notes beside the things themselves, by ledger and key; see ledger.ts. */
  ledgers: Record<string, Record<string, unknown>>;
  events: ScheduledEvent[];
  replies: Record<string, RememberedReply>;
  faults: Fault[];
}

/** The first moment of every new world, so that two worlds with one seed are alike. */
export const WORLD_EPOCH = Date.UTC(2026, 0, 5, 9, 0, 0);

export function newWorld(options: { seed: string; speed: number }): World {
  return {
    version: 1,
    seed: options.seed,
    counter: 0,
    clock: { now: WORLD_EPOCH, speed: options.speed },
    endpoint: "",
    apiKeys: [],
    collections: {},
    ledgers: {},
    events: [],
    replies: {},
    faults: [],
  };
}

/**
 * Reads a world back.
 * @throws Error when the file is not a world of this version; undefined when there is no file.
 */
export async function loadWorld(file: string): Promise<World | undefined> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return undefined;
    }
    throw error;
  }
  const data = parsed(text);
  if (!isWorld(data)) {
    throw new Error(`${file} is not a world of version 1. To start over: npm run rehearse -- reset`);
  }
  return { ...data, ledgers: data.ledgers ?? {} };
}

/** Writes the whole world, atomically: a killed process leaves the old file or the new one, never half of one. */
export async function saveWorld(file: string, world: World): Promise<void> {
  await writeFileAtomic(file, JSON.stringify(world), { mode: 0o600 });
}

/** Undefined where the text is no JSON: then it is no world either. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

/** A world as its file may hold it: one of before there were ledgers has noted nothing yet. */
type StoredWorld = Omit<World, "ledgers"> & Partial<Pick<World, "ledgers">>;

function isWorld(data: unknown): data is StoredWorld {
  return (
    typeof data === "object" &&
    data !== null &&
    "version" in data &&
    data.version === 1 &&
    "collections" in data &&
    "events" in data &&
    "clock" in data
  );
}
