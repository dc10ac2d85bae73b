import type { Situation } from "../situation.ts";

/**
 * How many serving instances may stop to serve now: those above the desired size.
 *
 * With 4 desired, 4 old and 1 new available, 5 serve: one may drain. While it drains 4 serve: none.
 */
export function capacity(situation: Situation): number {
  return Math.max(0, situation.serving - situation.desired);
}
