import type { Situation } from "../situation.ts";

/** The key of the canary's probe in an observation. */
export const CANARY_PROBE = "canary";

/** How many instances of the target there may be: the canary's count until its probe has agreed often enough. */
export function canary(situation: Situation): number {
  const { desired, knobs } = situation;
  return hasPassed(situation) ? desired : Math.min(knobs.canary?.count ?? desired, desired);
}

/** Whether there is no canary, or its probe has agreed often enough in a row. */
export function hasPassed({ phase, knobs, seen }: Situation): boolean {
  return (
    phase === "back" || knobs.canary === undefined || (seen.probes[CANARY_PROBE]?.agreed ?? 0) >= knobs.canary.successes
  );
}
