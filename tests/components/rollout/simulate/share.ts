/** What the threads of a simulation share with each other and with the one that started them. */
import type { Violation } from "./run.ts";

export interface Share {
  /** NEXT: the first seed that nobody has taken, counted from 0. DONE: how many are done. */
  readonly counters: Int32Array<SharedArrayBuffer>;
  /** The seed that each thread is at. */
  readonly at: Int32Array<SharedArrayBuffer>;
  readonly from: number;
  readonly count: number;
  /** Of this thread. */
  readonly index: number;
}

export const NEXT = 0;
export const DONE = 1;

/** Seeds that a thread takes at once. */
export const CHUNK = 25;

/** What a thread found out. */
export interface Tally {
  readonly outcomes: Record<"moved" | "unchanged" | "returned" | "halted" | "none", number>;
  calls: number;
  kills: number;
  /** Virtual. */
  seconds: number;
  readonly failures: Failure[];
}

export interface Failure {
  readonly seed: number;
  readonly violations: readonly Violation[];
}

export function nothing(): Tally {
  return {
    outcomes: { moved: 0, unchanged: 0, returned: 0, halted: 0, none: 0 },
    calls: 0,
    kills: 0,
    seconds: 0,
    failures: [],
  };
}

/** Adds the second to the first. */
export function add(sum: Tally, more: Tally): void {
  for (const outcome of Object.keys(sum.outcomes) as (keyof Tally["outcomes"])[]) {
    sum.outcomes[outcome] += more.outcomes[outcome];
  }
  sum.calls += more.calls;
  sum.kills += more.kills;
  sum.seconds += more.seconds;
  sum.failures.push(...more.failures);
}
