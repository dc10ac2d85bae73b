/** Where an input's bytes come from: a file, a pipe or standard input, packed by gzip or not. */
import { closeSync, createReadStream, fstatSync, openSync } from "node:fs";
import { pipeline, Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { createGunzip } from "node:zlib";
import { fill, Spool, textBetween } from "./spool.ts";
import { Unreadable } from "./unreadable.ts";

export interface Source {
  /** All bytes, unpacked, in turn. To be asked once; the bytes of one chunk may change with the next. @throws Unreadable */
  chunks(): AsyncGenerator<Uint8Array>;
  /** The text between two bytes of what was given. */
  text(start: number, end: number): string;
  close(): void;
}

/** What stands for standard input on the command line. */
export const STANDARD_INPUT = "-";

/**
 * @param path of a file, or `-`
 * @param stdin standard input
 * @throws Unreadable
 */
export function openSource(path: string, stdin: AsyncIterable<Uint8Array>): Source {
  const file = path === STANDARD_INPUT ? undefined : opened(path);
  const close = () => {
    if (file !== undefined) closeSync(file);
  };
  if (file !== undefined && isPlain(file)) {
    return { chunks: () => readable(plain(file)), text: (start, end) => textBetween(file, start, end), close };
  }
  return spooled(
    () =>
      unpacked(file === undefined ? stdin : createReadStream("", { fd: file, autoClose: false, highWaterMark: CHUNK })),
    close,
  );
}

const CHUNK = 64 * 1024;

/** All bytes of a file, in one piece of memory that is used again and again. */
async function* plain(file: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.allocUnsafe(CHUNK);
  for (let at = 0; ;) {
    const length = fill(file, bytes, at);
    if (length === 0) return;
    yield bytes.subarray(0, length);
    at += length;
    // Reading at once leaves the process no turn of its own, and memory isn't given back in time without one.
    await setImmediate();
  }
}

/** Comes once, or packed: kept on disk, unpacked, to be read again. */
function spooled(bytes: () => AsyncIterable<Uint8Array>, close: () => void): Source {
  const spool = new Spool();
  return {
    async *chunks() {
      for await (const chunk of readable(bytes())) {
        spool.write(chunk);
        yield chunk;
      }
    },
    text: (start, end) => textBetween(spool.file, start, end),
    close() {
      spool.close();
      close();
    },
  };
}

function opened(path: string): number {
  try {
    return openSync(path, "r");
  } catch (error) {
    throw new Unreadable(`can't be opened (${codeOf(error)})`);
  }
}

/** Whether it is a file on disk that isn't packed. */
function isPlain(file: number): boolean {
  const first = new Uint8Array(GZIP.length);
  return fstatSync(file).isFile() && !isPacked(first.subarray(0, fill(file, first, 0)));
}

async function* readable(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (error) {
    throw new Unreadable(`can't be read to its end (${codeOf(error)})`);
  }
}

async function* unpacked(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = bytes[Symbol.asyncIterator]();
  let first = Buffer.alloc(0);
  while (first.length < GZIP.length) {
    const next = await reader.next();
    if (next.done === true) break;
    first = Buffer.concat([first, next.value]);
  }
  const all = rejoined(first, reader);
  if (isPacked(first)) {
    // A fault on the way ends what it gives with that fault.
    const whole: AsyncIterable<Uint8Array> = pipeline(Readable.from(all), createGunzip(), () => {});
    yield* whole;
  } else {
    yield* all;
  }
}

/** Bytes that were looked at beforehand, and those behind them. */
export async function* rejoined(first: Buffer, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (first.length > 0) yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

/** The two bytes with which each file of gzip begins. */
const GZIP = Buffer.from([0x1f, 0x8b]);

function isPacked(first: Uint8Array): boolean {
  return GZIP.equals(first.subarray(0, GZIP.length));
}

/** An error's code, as in ENOENT. Its message could hold what it is about. */
function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "Error";
}
