import type { Situation } from "../situation.ts";

/**
 * How many unhealthy instances may begin to leave now: never more than the surge on their way out at once. A load
 * balancer that for a while calls every backend unhealthy must not cost a whole pool.
 */
export function lanes({ surge, unwanted, seen }: Situation): number {
  const draining = unwanted.filter(({ backend }) => backend?.drain === true).length;
  return Math.max(0, surge - draining - seen.leaving.length);
}
