/** What every part of a simulated world shares. */
import type { Random } from "../random.ts";
import type { Log } from "../log.ts";
import type { VirtualTime } from "../time.ts";

export interface Kernel {
  readonly time: VirtualTime;
  readonly random: Random;
  readonly log: Log;
  readonly paces: Paces;
  /** Draws how long something takes, in seconds, instead of evenly between the pace's ends. */
  readonly draw?: (pace: keyof Paces) => number | undefined;
  /** How many seconds of its past the world remembers, for stale answers. 0: none. */
  readonly memorySeconds: number;
}

/** How long things take in one world, in seconds, each as [least, most]. */
export interface Paces {
  /** From the wish for an instance to its launch. */
  readonly launch: Range;
  /** From launch to RUNNING. */
  readonly provision: Range;
  /** From RUNNING to the first good answer. */
  readonly boot: Range;
  /** From RUNNING until its VNIC can be read; less than 0: before. */
  readonly vnic: Range;
  readonly detach: Range;
  readonly terminate: Range;
  /** Until the pool finds out that a member has died. */
  readonly notice: Range;
  /** One change of the load balancer. */
  readonly balancer: Range;
  /** One call. */
  readonly call: Range;
}

export type Range = readonly [least: number, most: number];

export function drawn(kernel: Kernel, pace: keyof Paces): number {
  const [least, most] = kernel.paces[pace];
  return kernel.draw?.(pace) ?? kernel.random.between(least, most);
}
