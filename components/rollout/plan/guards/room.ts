import type { Situation } from "../situation.ts";

/**
 * How many instances may be added now, so that there are never more than desired + surge. One that leaves takes its
 * place until it is TERMINATED: what a tenancy's limits count is counted here.
 */
export function room(situation: Situation): number {
  return Math.max(0, situation.desired + situation.surge - situation.taken);
}
