/** Deletion as vaults, keys and secrets know it: scheduled for a moment, and revocable until then. */
import { invalidParameter } from "../../errors.ts";
import type { Moment } from "../../moment.ts";
import { timestamp } from "../../wire.ts";

const DAY_MS = 24 * 3600 * 1000;

export interface WaitingPeriod {
  /** Days, the fewest and the most from now. */
  readonly least: number;
  readonly most: number;
  /** Days where none are asked for. */
  readonly usual: number;
}

/**
 * The moment of deletion, as an RFC 3339 text.
 * @throws ServiceError 400 when it is too soon or too late
 */
export function timeOfDeletion(moment: Moment, asked: string | undefined, period: WaitingPeriod): string {
  const at = asked === undefined ? moment.now + period.usual * DAY_MS : Date.parse(asked);
  const days = (at - moment.now) / DAY_MS;
  // A minute's grace: a client that asks for the very limit reads its clock a little earlier.
  if (Number.isNaN(at) || days < period.least - 1 / 1440 || days > period.most + 1 / 1440) {
    throw invalidParameter(`timeOfDeletion must lie ${period.least} to ${period.most} days ahead.`);
  }
  return timestamp(at);
}

/** World seconds from now until then. */
export function secondsUntil(moment: Moment, time: string): number {
  return (Date.parse(time) - moment.now) / 1000;
}
