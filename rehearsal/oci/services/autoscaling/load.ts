/** The CPU load of pools' instances. The rehearsal measures none: the world is told. */
import { cpuLoads } from "../../collections.ts";
import { invalidParameter } from "../../errors.ts";
import type { Moment } from "../../moment.ts";
import type { World } from "../../world.ts";

/** Every pool that has no load of its own. */
const EVERY_POOL = "*";

/**
 * Tells the world how busy a pool's instances are, on average.
 * @param percent from 0 to 100; undefined takes the load away, and autoscaling does nothing then
 * @param poolId the pool; every pool without a load of its own where left out
 * @throws ServiceError 400 for a percentage that is none
 */
export function setCpuLoad(moment: Moment, percent: number | undefined, poolId: string = EVERY_POOL): void {
  if (percent === undefined) {
    cpuLoads.remove(moment.world, poolId);
    return;
  }
  if (!Number.isFinite(percent) || percent < 0 || percent > 100) {
    throw invalidParameter(`The CPU load must be a percentage from 0 to 100, not ${percent}.`);
  }
  cpuLoads.put(moment, poolId, { percent });
}

/** A pool's CPU load in percent; undefined where the world was told none. */
export function cpuLoadOf(world: World, poolId: string): number | undefined {
  return (cpuLoads.get(world, poolId) ?? cpuLoads.get(world, EVERY_POOL))?.percent;
}
