/**
 * Tells a pool that something about it changed. The pool then looks at its members and does what is missing; who tells
 * it needs to know nothing of pools.
 */
import { nextNumber } from "../../moment.ts";
import type { Moment } from "../../moment.ts";

export const POOL_TENDS = "compute.poolTends";

/** Lets the pool look after itself so many world seconds from now; an equal or earlier look that is due makes do. */
export function noticePool(moment: Moment, poolId: string, seconds = 0): void {
  const at = moment.now + seconds * 1000;
  const planned = moment.world.events.some(({ kind, data, at: when }) => {
    return (
      kind === POOL_TENDS &&
      when <= at &&
      typeof data === "object" &&
      data !== null &&
      Reflect.get(data, "poolId") === poolId
    );
  });
  if (!planned) {
    moment.world.events.push({ at, order: nextNumber(moment), kind: POOL_TENDS, data: { poolId } });
  }
}
