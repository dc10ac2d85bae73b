import type { MemberSeen } from "../observation.ts";
import { isServing } from "../situation.ts";
import type { Situation } from "../situation.ts";

/**
 * Whether an instance has been unhealthy for long enough to be let go without its drain's time: as long as a new one
 * must be healthy to count. A single missed health check is no reason.
 */
export function unhealthy({ seen, knobs }: Situation, member: MemberSeen): boolean {
  const since = member.unhealthySince;
  return !isServing(member) && since !== undefined && since + knobs.minHealthySeconds * 1000 <= seen.at;
}
