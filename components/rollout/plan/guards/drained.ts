import type { MemberSeen } from "../observation.ts";
import type { Situation } from "../situation.ts";

/** Whether a draining instance has had its time: `drainSeconds` since this process first saw it drain. */
export function drained({ seen, knobs }: Situation, { drainingSince }: MemberSeen): boolean {
  return drainingSince !== undefined && drainingSince + knobs.drainSeconds * 1000 <= seen.at;
}
