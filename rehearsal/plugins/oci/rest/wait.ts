/** Waits until something in the cloud reaches the state it is on its way to. */

export interface Waiting {
  /** What is waited for, for people: `instance pool ocid1... to be RUNNING`. */
  readonly what: string;
  /** Milliseconds. */
  readonly timeout: number;
  readonly timing: Timing;
}

export interface Timing {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

export const REAL_TIME: Timing = {
  now: () => performance.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/** Oracle's Terraform provider waits that long unless the program sets customTimeouts. */
export const DEFAULT_TIMEOUT = 20 * 60_000;

export class WaitError extends Error {
  override readonly name = "WaitError";
}

/**
 * Polls until `look` says done. `look` throws where the state can't lead there any more. The pause grows from 50 ms to
 * one second: the rehearsal's clock runs fast, and a boot of ninety seconds may be over in one.
 */
export async function waitUntil<T>(
  waiting: Waiting,
  look: () => Promise<{ done: true; value: T } | { done: false; state: string }>,
): Promise<T> {
  const deadline = waiting.timing.now() + waiting.timeout;
  for (let pause = 50; ; pause = Math.min(1_000, pause * 1.5)) {
    const seen = await look();
    if (seen.done) return seen.value;
    if (waiting.timing.now() >= deadline) {
      const seconds = Math.round(waiting.timeout / 1000);
      throw new WaitError(
        `waited ${seconds} s for ${waiting.what}, and it is still ${seen.state}: look at it in the cloud, or give it ` +
          "longer with the resource option customTimeouts, and run again",
      );
    }
    await waiting.timing.sleep(pause);
  }
}
