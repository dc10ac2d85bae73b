import type { Situation } from "../situation.ts";

/** The key of the canary's probe in an observation. */
export const CANARY_PROBE = "canary";

/** How many instances of the target there may be: the canary's count until its probe has agreed often enough. */
export function canary({ phase, desired, knobs, seen }: Situation): number {
  if (phase === "back" || knobs.canary === undefined) {
    return desired;
  }
  const agreed = seen.probes[CANARY_PROBE]?.agreed ?? 0;
  return agreed >= knobs.canary.successes ? desired : Math.min(knobs.canary.count, desired);
}
