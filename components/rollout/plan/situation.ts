/**
 * What an observation means for a goal: who is wanted, who serves, how much room there is. Every rule and every guard
 * judges by these and by nothing else.
 */
import type { RolloutGoal } from "../drive/goal.ts";
import { surgeOf } from "../knobs.ts";
import type { RolloutKnobs } from "../knobs.ts";
import type { MemberSeen, Observation, RolloutRecord } from "./observation.ts";

export interface Situation {
  readonly seen: Observation;
  readonly goal: RolloutGoal;
  readonly knobs: RolloutKnobs;
  /** The rollout that is under way; undefined before the first move and after the last one. */
  readonly flight?: RolloutRecord;
  /** Forward to the target, or back to last-good. */
  readonly phase: "forward" | "back";
  /** The configuration that the pool is to run when this phase is over. */
  readonly aim: string;
  readonly desired: number;
  /** In whole instances. */
  readonly surge: number;
  /**
   * Members that run the aim and stay: at most as many as desired. On the way back one that hasn't been OK for half the
   * deadline doesn't stay: it is replaced by another of last-good.
   */
  readonly wanted: readonly MemberSeen[];
  /** Members that go: those that run something else, that have stopped, or that are too many. */
  readonly unwanted: readonly MemberSeen[];
  /** Launches that were asked for and show no member yet. */
  readonly pending: number;
  /** Instances that take room, from the moment they are asked for until they are TERMINATED. */
  readonly taken: number;
  /** Members that get traffic and answer it. Those that this rollout brought count only once they are available. */
  readonly serving: number;
}

export function situationOf(seen: Observation, goal: RolloutGoal): Situation {
  const flight = flightOf(seen, goal);
  const phase = flight?.phase === "back" ? "back" : "forward";
  const aim = phase === "back" ? (flight?.lastGood ?? goal.target) : goal.target;
  const desired = flight?.desired ?? seen.pool.size;
  const surge = surgeOf(goal.knobs.surge, desired);
  const alive = seen.members.filter(isAlive);
  const matching = alive.filter((member) => {
    const fit = phase === "forward" || unhealthyFor(seen, member) <= goal.knobs.maxWaitSeconds / 2;
    return fit && isUp(member) && matches(member, aim, phase === "back" || goal.knobs.skipMatching, flight);
  });
  const wanted = matching.toSorted(rank).slice(0, desired);
  const unwanted = alive.filter((member) => !wanted.includes(member));
  const dying = seen.members.length - alive.length;
  const base = { seen, goal, knobs: goal.knobs, ...(flight && { flight }), phase, aim, desired, surge } as const;
  return {
    ...base,
    wanted,
    unwanted,
    pending: Math.max(0, seen.pool.size - alive.length),
    taken: Math.max(seen.pool.size, alive.length) + dying + seen.leaving.length,
    serving: alive.filter((member) => counts(member, seen.at, goal.knobs, flight)).length,
  };
}

/** The record of a rollout that goes on; one to another target is replaced by this one's as soon as it is begun. */
function flightOf({ pool }: Observation, goal: RolloutGoal): RolloutRecord | undefined {
  const { record } = pool;
  return record === undefined || record.phase === "done" || record.target !== goal.target ? undefined : record;
}

/** One on its way out, by whoever's hand, is no member to reckon with; it takes room all the same. */
export function isAlive(member: MemberSeen): boolean {
  return !["DETACHING", "TERMINATING", "TERMINATED", "DELETED"].includes(member.state);
}

/** Running or about to: a stopped instance serves nobody, whatever it runs. */
function isUp(member: MemberSeen): boolean {
  return !["STOPPING", "STOPPED"].includes(member.state);
}

function matches(member: MemberSeen, aim: string, skipMatching: boolean, flight: RolloutRecord | undefined): boolean {
  if (member.configurationId !== aim) {
    return false;
  }
  return skipMatching || (flight !== undefined && member.createdAt >= flight.startedAt);
}

/** Seconds for which it hasn't been OK since the rollout goes this way. */
export function unhealthyFor(seen: Observation, { unhealthySince }: MemberSeen): number {
  return unhealthySince === undefined ? 0 : (seen.at - Math.max(unhealthySince, seen.phaseSince)) / 1000;
}

/** Gets new connections and answers them, by the load balancer's last word. */
export function isServing(member: MemberSeen): boolean {
  const { backend, health, state } = member;
  return state === "RUNNING" && health === "OK" && backend !== undefined && !backend.drain && !backend.offline;
}

/** Has served for long enough that one may rely on it. */
export function isAvailable(member: MemberSeen, at: number, knobs: RolloutKnobs): boolean {
  const since = member.healthySince;
  return isServing(member) && since !== undefined && since + knobs.minHealthySeconds * 1000 <= at;
}

/** Whether one may rely on it: one that this rollout brought only once it is available, one from before at once. */
export function counts(
  member: MemberSeen,
  at: number,
  knobs: RolloutKnobs,
  flight: RolloutRecord | undefined,
): boolean {
  const isOld = flight === undefined || member.createdAt < flight.startedAt;
  return isOld ? isServing(member) : isAvailable(member, at, knobs);
}

/** Those to keep first: not draining, serving, for longer, running, older; then by id, so that every look agrees. */
function rank(one: MemberSeen, other: MemberSeen): number {
  const merit = (member: MemberSeen) =>
    (member.backend?.drain === true ? 0 : 8) +
    (isServing(member) ? 4 : 0) +
    (member.healthySince === undefined ? 0 : 2) +
    (member.state === "RUNNING" ? 1 : 0);
  return merit(other) - merit(one) || one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1);
}
