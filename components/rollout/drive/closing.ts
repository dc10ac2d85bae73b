/** How a rollout ends: old configurations are pruned, the autoscaler is awake, and the result says what runs. */
import type { Concluded, Failure } from "../plan/decision.ts";
import type { MemberSeen, Observation } from "../plan/observation.ts";
import type { EventSink } from "./events.ts";
import type { RolloutGoal, RolloutResult } from "./goal.ts";
import type { Memory } from "./memory.ts";
import { patiently, RolloutInterrupted } from "./patience.ts";
import { PortError } from "./ports.ts";
import type { Ports } from "./ports.ts";
import { toPrune } from "./prune.ts";

/** The end of a rollout that was concluded: the record is written and the autoscaler awake already. */
export async function finish(
  ports: Ports,
  goal: RolloutGoal,
  seen: Observation,
  outcome: Concluded,
  memory: Memory,
  sink: EventSink,
): Promise<RolloutResult> {
  // What was written, and not what the last look showed: that answer may be older.
  const record = memory.concluding?.record ?? seen.pool.record;
  const serving = record?.target ?? seen.pool.configurationId;
  const previous = record?.lastGood ?? "";
  if (outcome !== "returned") {
    await prune(ports, goal, { serving, previous, members: seen.members }, sink);
  }
  const failure = outcome === "returned" ? memory.failure : undefined;
  sink({ kind: "finished", at: ports.clock.now(), outcome, serving, why: failure?.cause ?? "" });
  return {
    outcome,
    serving,
    since: record?.startedAt ?? seen.at,
    previous,
    ...(failure && { failure }),
    answers: memory.answers,
  };
}

/** The end of a rollout that can neither go on nor back: the pool stays as it is, but its autoscaler wakes. */
export async function halt(
  ports: Ports,
  goal: RolloutGoal,
  seen: Observation,
  failure: Failure,
  sink: EventSink,
): Promise<RolloutResult> {
  const answers = await explain(ports, failure);
  for (const { id } of seen.autoscaling.filter(({ suspended }) => suspended)) {
    const doing = `restoring the autoscaling configuration ${id}`;
    try {
      await patiently(ports, goal, sink, doing, () => ports.autoscaling.restore(id));
      sink({ kind: "autoscaling", at: ports.clock.now(), id, to: "restored" });
    } catch (error) {
      // The failure itself matters more than what couldn't be mended after it.
      if (!(error instanceof RolloutInterrupted)) {
        throw error;
      }
      sink({ kind: "trouble", at: ports.clock.now(), doing, why: error.message });
    }
  }
  const { configurationId: serving, record } = seen.pool;
  sink({ kind: "finished", at: ports.clock.now(), outcome: "halted", serving, why: failure.cause });
  return {
    outcome: "halted",
    serving,
    since: record?.startedAt ?? seen.at,
    previous: record?.lastGood ?? "",
    failure,
    answers,
  };
}

/** The load balancer's last answers for the instance to blame; none when they can't be had. */
export async function explain(ports: Ports, { backend }: Failure): Promise<readonly string[]> {
  if (backend === undefined) {
    return [];
  }
  try {
    return await ports.balancer.explain(backend);
  } catch (error) {
    if (error instanceof PortError) {
      return [`the load balancer's answers can't be read: ${error.message}`];
    }
    throw error;
  }
}

/** What can't be deleted now is deleted after the next rollout: it harms nobody. */
async function prune(
  ports: Ports,
  goal: RolloutGoal,
  { serving, previous, members }: { serving: string; previous: string; members: readonly MemberSeen[] },
  sink: EventSink,
): Promise<void> {
  try {
    const all = await ports.configurations.list();
    const never = [...goal.protect, ...members.map((one) => one.configurationId)];
    const keep = { count: goal.knobs.keepConfigurations, serving, previous, never };
    for (const id of toPrune(all, keep)) {
      await ports.configurations.remove(id);
      sink({ kind: "pruned", at: ports.clock.now(), configurationId: id });
    }
  } catch (error) {
    if (!(error instanceof PortError)) {
      throw error;
    }
    sink({ kind: "trouble", at: ports.clock.now(), doing: "pruning old instance configurations", why: error.message });
  }
}
