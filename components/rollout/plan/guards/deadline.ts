import type { Failure } from "../decision.ts";
import type { MemberSeen } from "../observation.ts";
import { FAILED } from "../reasons.ts";
import { isAvailable, unhealthyFor } from "../situation.ts";
import type { Situation } from "../situation.ts";

/**
 * What is past `maxWaitSeconds`: a wanted instance that hasn't been OK for so long, or the rollout itself, when so long
 * nothing has come further. Time in which it is meant to wait (a checkpoint's, the bake's) doesn't count; `progressAt`
 * moves on meanwhile. Nor does what it takes to begin.
 */
export function deadline(situation: Situation): Failure | undefined {
  const { seen, knobs, wanted, flight } = situation;
  if (flight === undefined) {
    return undefined;
  }
  const limit = knobs.maxWaitSeconds * 1000;
  const late = wanted.find((member) => unhealthyFor(situation.seen, member) > knobs.maxWaitSeconds);
  if (late !== undefined) {
    return about(late, FAILED.instanceLate(late, Math.round(unhealthyFor(seen, late))));
  }
  if (seen.progressAt + limit >= seen.at) {
    return undefined;
  }
  const seconds = Math.round((seen.at - seen.progressAt) / 1000);
  const culprit = wanted.find((member) => !isAvailable(member, seen.at, knobs));
  return about(culprit, FAILED.noProgress(seconds, what(situation, culprit)));
}

/** A failure that is an instance's, with what people look for first. */
export function about(member: MemberSeen | undefined, cause: string): Failure {
  return {
    cause,
    ...(member && { instanceId: member.id }),
    ...(member?.address && { ip: member.address.ip }),
    ...(member?.backend && { backend: member.backend.name }),
  };
}

function what({ wanted, desired, unwanted, seen, pending }: Situation, culprit: MemberSeen | undefined): string {
  if (culprit !== undefined) {
    return `instance ${culprit.id} has not become available`;
  }
  if (pending > 0) {
    return `the pool was asked for ${seen.pool.size} instances and has ${seen.members.length}`;
  }
  return `${wanted.length} of ${desired} instances are replaced, ${unwanted.length + seen.leaving.length} have still to go`;
}
