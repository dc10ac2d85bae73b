/** Waits, in world time, until what the provider has made is what it should be. */
import type { Settled } from "../../aws/kind.ts";

/** What the embedded AWS says about a resource, and when. */
export interface Look {
  readonly settled: Settled;
  /** World time, in milliseconds since the epoch. */
  readonly now: number;
  /** World seconds in one real second. */
  readonly speed: number;
}

export interface Waiting {
  /** For people: `ECS Service (web)`. */
  readonly what: string;
  /** World milliseconds, from the program's customTimeouts; without it, as long as the provider waits by itself. */
  readonly timeout?: number | undefined;
  readonly look: () => Promise<Look>;
  /** Real milliseconds. Rejects when the engine is being stopped. */
  readonly sleep: (milliseconds: number) => Promise<unknown>;
}

/** World time between two looks. */
const LOOK_EVERY_MS = 5_000;
const SHORTEST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 1_000;

/**
 * @param first what is known already
 * @returns whether there was something to wait for
 * @throws Error when it failed, or took too long
 */
export async function waitUntilSettled(waiting: Waiting, first: Look): Promise<boolean> {
  const started = first.now;
  for (let look = first; ; look = await waiting.look()) {
    const { settled, now, speed } = look;
    if (settled.state === "ready") return look !== first;
    if (settled.state === "failed") throw new Error(`waiting for ${waiting.what}: ${settled.reason}`);
    const timeout = waiting.timeout ?? settled.seconds * 1000;
    if (now - started >= timeout) {
      throw new Error(
        `waiting for ${waiting.what}: timeout while waiting for it to be ready ` +
          `(last state: '${settled.status}', timeout: ${inWords(timeout)})`,
      );
    }
    await waiting.sleep(pauseAt(speed));
  }
}

/** A stopped clock is looked at every second: somebody may push it. */
function pauseAt(speed: number): number {
  const pause = speed > 0 ? LOOK_EVERY_MS / speed : LONGEST_PAUSE_MS;
  return Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, pause));
}

/** As Go writes a duration: `20m0s`. */
function inWords(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds}s` : `${minutes}m${seconds % 60}s`;
}
