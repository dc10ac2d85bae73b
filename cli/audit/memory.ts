/** Keeps the process small, however much goes through it. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Has what is no longer used freed each time that so much was read. */
export class Memory {
  readonly #collect: () => void;
  #read = 0;

  constructor(collect: () => void) {
    this.#collect = collect;
  }

  /** So many bytes more were read, for the first time or again. */
  read(bytes: number): void {
    this.#read += bytes;
    if (this.#read < BETWEEN) return;
    this.#read = 0;
    this.#collect();
  }
}

/** Bytes. V8 itself waits longer, for a heap so small, than memory stays as it was: what is read leaves little behind that lives. */
const BETWEEN = 16 * 1024 * 1024;

/**
 * Lets V8's space for what is new grow no further: it grows with all that ever outlived a collection, not with what is alive.
 *
 * @returns what collects garbage at once
 * @see https://nodejs.org/api/v8.html#v8setflagsfromstringflags
 */
export function smallHeap(): () => void {
  setFlagsFromString("--semi-space-growth-factor=1");
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  // Without it an audit is right all the same, and only larger.
  return typeof collect === "function" ? () => void Reflect.apply(collect, undefined, []) : () => {};
}
