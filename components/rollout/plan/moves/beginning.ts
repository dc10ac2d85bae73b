/** Before the first instance moves: the autoscaler rests, and the pool points at the aim with the record beside it. */
import type { Decision } from "../decision.ts";
import type { Observation, RolloutRecord } from "../observation.ts";
import { isAlive, isServing } from "../situation.ts";
import type { Situation } from "../situation.ts";

/** The pool runs the target already, all of it, and nothing is under way. One that someone has stopped runs it too. */
export function isThere({ seen, goal, flight, knobs }: Situation): boolean {
  const { pool, members, leaving } = seen;
  if (flight !== undefined || pool.configurationId !== goal.target || !knobs.skipMatching) {
    return false;
  }
  const isSettled = pool.record === undefined || pool.record.phase === "done";
  const others = members.filter((member) => isAlive(member) && member.configurationId !== goal.target);
  return isSettled && others.length === 0 && leaving.length === 0;
}

/** Writes down that the target serves, unless it stands there already. */
export function adopt(situation: Situation): Decision {
  const { seen, goal } = situation;
  const { record, size } = seen.pool;
  const known = record?.phase === "done" && record.target === goal.target;
  return {
    kind: "conclude",
    outcome: "unchanged",
    record: known
      ? record
      : {
          phase: "done",
          target: goal.target,
          lastGood: record?.target ?? "",
          previous: record?.lastGood ?? "",
          desired: size,
          startedAt: seen.at,
        },
  };
}

/** One autoscaling configuration that is on while instances move is one too many. */
export function suspend({ seen }: Situation): Decision | undefined {
  const awake = seen.autoscaling.find(({ enabled }) => enabled);
  return awake && { kind: "suspend", autoscalingId: awake.id };
}

/** Points the pool at the aim, where it doesn't already; the record goes with it in the same call. */
export function point({ seen, goal, flight, aim }: Situation): Decision | undefined {
  if (flight !== undefined) {
    return seen.pool.configurationId === aim ? undefined : { kind: "point", configurationId: aim, record: flight };
  }
  return { kind: "point", configurationId: goal.target, record: newRecord(seen, goal.target) };
}

/**
 * The record of a rollout that begins. One that was under way to another target hands on what served before it: that
 * other target never came to serve alone.
 */
function newRecord(seen: Observation, target: string): RolloutRecord {
  const { record, size } = seen.pool;
  const common = { phase: "forward", target, startedAt: seen.at } as const;
  if (record !== undefined && record.phase !== "done") {
    return { ...common, lastGood: record.lastGood, previous: record.previous, desired: record.desired };
  }
  const lastGood = servedLast(seen, target);
  const before = record?.target === lastGood ? record.lastGood : (record?.target ?? "");
  return { ...common, lastGood, previous: before, desired: size };
}

/**
 * What the most of the serving members run; without any, what the last rollout left; else what the pool points at. The
 * target itself only when there is nothing else: that is a rollout to the same configuration.
 */
function servedLast(seen: Observation, target: string): string {
  const counts = new Map<string, number>();
  for (const member of seen.members.filter((one) => isAlive(one) && isServing(one))) {
    counts.set(member.configurationId, (counts.get(member.configurationId) ?? 0) + 1);
  }
  const byCount = [...counts].sort((one, other) => other[1] - one[1]).map(([id]) => id);
  const candidates = [...byCount, seen.pool.record?.target ?? "", seen.pool.configurationId];
  return candidates.find((id) => id !== "" && id !== target) ?? target;
}
