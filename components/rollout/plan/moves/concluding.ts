/** The end: everything is as it should be, has baked, and is written down; then the autoscaler wakes. */
import type { Decision } from "../decision.ts";
import { hasPassed } from "../guards/canary.ts";
import { nextCheckpoint } from "../guards/checkpoints.ts";
import type { RolloutRecord } from "../observation.ts";
import { isAvailable } from "../situation.ts";
import type { Situation } from "../situation.ts";

/** As many as desired run the aim and are available, and nobody else is there. */
export function isComplete({ seen, knobs, wanted, unwanted, desired }: Situation): boolean {
  return (
    wanted.length === desired &&
    unwanted.length === 0 &&
    seen.leaving.length === 0 &&
    seen.pool.size === desired &&
    wanted.every((member) => isAvailable(member, seen.at, knobs))
  );
}

/** When the bake ends; undefined while the rollout isn't complete. Nothing bakes on the way back. */
export function bakedAt({ seen, knobs, phase }: Situation): number | undefined {
  if (seen.completeSince === undefined) {
    return undefined;
  }
  return seen.completeSince + (phase === "back" ? 0 : knobs.bakeSeconds * 1000);
}

/** The canary and every checkpoint have had their say, also where the pool is smaller than they reckoned with. */
export function isJudged(situation: Situation): boolean {
  return hasPassed(situation) && nextCheckpoint(situation) === undefined;
}

export function conclude(situation: Situation): Decision | undefined {
  const { flight, seen, phase } = situation;
  const baked = bakedAt(situation);
  if (flight === undefined || !isComplete(situation) || !isJudged(situation)) {
    return undefined;
  }
  if (baked === undefined || baked > seen.at) {
    return undefined;
  }
  const outcome = phase === "back" ? "returned" : "moved";
  return { kind: "conclude", outcome, record: doneRecord(flight, phase, seen.at) };
}

/**
 * What the next rollout has to know: who serves, and who served before. After a rollout to the same configuration that
 * is still the one before it.
 */
function doneRecord(flight: RolloutRecord, phase: "forward" | "back", at: number): RolloutRecord {
  const { target, lastGood, previous, desired } = flight;
  const serving = phase === "back" ? lastGood : target;
  const before = serving === lastGood ? previous : lastGood;
  return { phase: "done", target: serving, lastGood: before, previous: "", desired, startedAt: at };
}

/** Wakes what a rollout has put to rest, one at a time. */
export function restore({ seen }: Situation): Decision | undefined {
  const resting = seen.autoscaling.find(({ suspended }) => suspended);
  return resting && { kind: "restore", autoscalingId: resting.id };
}
