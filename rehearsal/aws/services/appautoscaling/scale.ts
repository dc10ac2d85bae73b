/** Sets a service's count within its bounds. */
import type { Cloud } from "../../cloud.ts";
import type { Resource } from "../../resource.ts";
import { setDesired, tellScaling } from "../ecs/deploy.ts";
import { stateOf } from "../ecs/state.ts";

export interface Bounds {
  readonly min: number;
  readonly max: number;
}

export interface Ways {
  readonly mayGrow: boolean;
  readonly mayShrink: boolean;
}

/**
 * @param wanted from the present count to the one that a policy asks for
 * @param why the policy, for the service's events
 * @returns the count that now is to run
 */
export function scale(
  service: Resource,
  { min, max }: Bounds,
  wanted: (count: number) => number,
  why: string,
  cloud: Cloud,
  ways: Ways = { mayGrow: true, mayShrink: true },
): number {
  const { desired } = stateOf(service.id, cloud);
  const next = Math.min(max, Math.max(min, wanted(desired)));
  if (next === desired || (next > desired ? !ways.mayGrow : !ways.mayShrink)) return desired;
  tellScaling(service, `set desired count to ${next}. Change triggered by ${why}.`, cloud);
  setDesired(service, next, cloud);
  return next;
}
