/** The provider behind SurgeRollout: what the engine asks, answered with one look or one whole rollout. */
import { isDeepStrictEqual } from "node:util";
import type { dynamic } from "@pulumi/pulumi";
import { choiceOf, knobsOf } from "../choice.ts";
import type { RolloutEvent } from "../drive/events.ts";
import type { RolloutGoal, RolloutResult } from "../drive/goal.ts";
import type { Ports } from "../drive/ports.ts";
import { PortError } from "../drive/ports.ts";
import type { Instant, PoolSeen } from "../plan/observation.ts";
import { inputFailures } from "./check.ts";
import { failureText, RolloutFailed } from "./failure.ts";
import { served, tried } from "./history.ts";
import type { HistoryEntry } from "./history.ts";
import { regionOf } from "./parts.ts";
import type { Parts } from "./parts.ts";
import { inputsOf } from "./properties.ts";
import type { SurgeRolloutInputs, SurgeRolloutState } from "./properties.ts";

export type SurgeRolloutProvider = Required<dynamic.ResourceProvider<SurgeRolloutInputs, SurgeRolloutState>>;

export function surgeRolloutProvider(parts: Parts): Omit<SurgeRolloutProvider, "configure"> {
  return {
    check: async (_olds, news) => ({ inputs: news, failures: inputFailures(news) }),

    diff: async (_id, olds, news) => {
      if (olds.instancePoolId !== news.instancePoolId) {
        return { changes: true, replaces: ["instancePoolId"] };
      }
      return { changes: !isDeepStrictEqual(inputsOf(olds), inputsOf(news)) || (await hasDrifted(parts, news)) };
    },

    create: async (inputs) => {
      // A pool that exists already keeps the instances that run the target, whatever was chosen: nobody asked to replace them.
      const outs = await roll(parts, inputs, { skipMatching: true, history: [], trigger: inputs.trigger });
      return { id: inputs.instancePoolId, outs };
    },

    update: async (_id, olds, news) => {
      const skipMatching = skips(olds, news);
      return { outs: await roll(parts, news, { skipMatching, history: olds.history, trigger: olds.trigger }) };
    },

    read: async (id, state) => {
      if (state === undefined) {
        throw new Error("A SurgeRollout can't be imported. Leave it out of the import: `pulumi up` makes it.");
      }
      const pool = await foundPool(await open(parts, state));
      return pool === undefined ? { id: "" } : { id, props: { ...state, ...truth(state, pool) } };
    },

    delete: async (_id, state) => {
      const { autoscaling } = await open(parts, state);
      for (const { id, suspended } of await autoscaling.list()) {
        if (suspended) {
          await autoscaling.restore(id);
        }
      }
    },
  };
}

interface Attempt {
  readonly skipMatching: boolean;
  readonly history: readonly HistoryEntry[];
  /** The trigger of the last rollout that ended well: a failed one must not use the new one up. */
  readonly trigger: string | undefined;
}

/** One rollout from beginning to end: the new state, or the failure that carries it. */
async function roll(parts: Parts, inputs: SurgeRolloutInputs, attempt: Attempt): Promise<SurgeRolloutState> {
  const ports = await open(parts, inputs);
  const show = await parts.narrator();
  const events: RolloutEvent[] = [];
  let result: RolloutResult;
  let reportFiles: readonly string[];
  try {
    result = await parts.rollOut(ports, goalOf(inputs, attempt.skipMatching), (event) => {
      events.push(event);
      show(event);
    });
  } finally {
    reportFiles = await reported(parts, inputs, events);
  }
  const state = {
    ...inputs,
    servingConfigurationId: result.serving,
    previousConfigurationId: result.previous,
    servingSince: iso(result.since),
    outcome: result.outcome,
    history: historyAfter(attempt.history, inputs, result, spanOf(events, result)),
    reportFiles,
  };
  if (result.outcome === "moved" || result.outcome === "unchanged") {
    return state;
  }
  const text = failureText(inputs.targetConfigurationId, result);
  throw new RolloutFailed(inputs.instancePoolId, withTrigger(state, attempt.trigger), text);
}

/** A property that is there and undefined can't travel to the engine. */
function withTrigger({ trigger: _, ...state }: SurgeRolloutState, trigger: string | undefined): SurgeRolloutState {
  return { ...state, ...(trigger !== undefined && { trigger }) };
}

/** From the first event to the last, on the cloud's clock. */
function spanOf(events: readonly RolloutEvent[], { since }: RolloutResult): { from: string; to: string } {
  return { from: iso(events[0]?.at ?? since), to: iso(events.at(-1)?.at ?? since) };
}

function historyAfter(
  history: readonly HistoryEntry[],
  { targetConfigurationId }: SurgeRolloutInputs,
  result: RolloutResult,
  during: { readonly from: string; readonly to: string },
): readonly HistoryEntry[] {
  const { outcome, serving, since, previous, failure } = result;
  // Where something served before, a rollout brought what serves: another process's, if this one had nothing to do.
  const outcomeOfServing = outcome === "moved" || previous !== "" ? "moved" : "adopted";
  if (outcome === "moved" || outcome === "unchanged") {
    return served(history, { configurationId: serving, from: iso(since), outcome: outcomeOfServing });
  }
  const before =
    outcome === "returned"
      ? served(history, { configurationId: serving, from: iso(since), outcome: outcomeOfServing })
      : history;
  const cause = `${outcome}: ${failure?.cause ?? "no cause was given"}`;
  return tried(before, { configurationId: targetConfigurationId, ...during, outcome: cause });
}

/** What the driver is to achieve with these inputs. */
export function goalOf(inputs: SurgeRolloutInputs, skipMatching: boolean): RolloutGoal {
  return {
    target: inputs.targetConfigurationId,
    loadBalancerId: inputs.loadBalancerId,
    backendSetName: inputs.backendSetName,
    port: inputs.backendPort,
    knobs: { ...knobsOf(choiceOf(inputs), inputs.subnetId), skipMatching },
    protect: inputs.protect ?? [],
  };
}

/**
 * Whether instances that run the target stay. A new trigger replaces them all. A change of other arguments alone replaces
 * none, whatever `skipMatching` says: a shorter poll is no reason to restart a service.
 */
function skips(olds: SurgeRolloutState, news: SurgeRolloutInputs): boolean {
  if (olds.trigger !== news.trigger) {
    return false;
  }
  const settled = olds.outcome === "moved" || olds.outcome === "unchanged";
  const arrived = olds.servingConfigurationId === news.targetConfigurationId;
  return (settled && arrived) || knobsOf(choiceOf(news), undefined).skipMatching;
}

/** Whether the pool does something else than the state says, though nothing was asked of it. */
async function hasDrifted(parts: Parts, inputs: SurgeRolloutInputs): Promise<boolean> {
  try {
    const { configurationId, record } = await (await open(parts, inputs)).pool.read();
    return configurationId !== inputs.targetConfigurationId || (record !== undefined && record.phase !== "done");
  } catch (error) {
    // A preview must work for those who may not, or can't, ask the cloud.
    const why = error instanceof Error ? error.message : String(error);
    parts.say(`rollout: the pool can't be looked at, so a change made outside of Pulumi would not show here: ${why}`);
    return false;
  }
}

/** What refresh finds: the pool as it is, which may have been moved by another hand. */
function truth(state: SurgeRolloutState, { configurationId, record }: PoolSeen): Partial<SurgeRolloutState> {
  if (configurationId === state.servingConfigurationId && (record === undefined || record.phase === "done")) {
    return {};
  }
  if (record?.phase !== "done" || record.target !== configurationId) {
    return { servingConfigurationId: configurationId, outcome: "unfinished" };
  }
  const from = iso(record.startedAt);
  return {
    servingConfigurationId: configurationId,
    previousConfigurationId: record.lastGood,
    servingSince: from,
    outcome: "moved",
    history: served(state.history, { configurationId, from, outcome: "moved" }),
  };
}

/** The pool, or undefined when it is gone. */
async function foundPool(ports: Ports): Promise<PoolSeen | undefined> {
  try {
    return await ports.pool.read();
  } catch (error) {
    if (error instanceof PortError && error.kind === "not-found") {
      return undefined;
    }
    throw error;
  }
}

/** A picture that can't be written is no reason to call a rollout failed. */
async function reported(
  parts: Parts,
  { report }: SurgeRolloutInputs,
  events: readonly RolloutEvent[],
): Promise<readonly string[]> {
  if (report === undefined || events.length === 0) {
    return [];
  }
  try {
    const files = await parts.report(report.folder, events);
    parts.say(`rollout: what happened, as a picture: ${files.filter((file) => file.endsWith(".html")).join(" and ")}`);
    return files;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    parts.say(`rollout: the report can't be written to ${report.folder}: ${why}. The rollout itself is not affected.`);
    return [];
  }
}

/** The way to the pool that the inputs name. */
export function open(parts: Parts, inputs: SurgeRolloutInputs): Promise<Ports> {
  const { instancePoolId, compartmentId, loadBalancerId, backendSetName, shelf } = inputs;
  const region = regionOf(instancePoolId);
  return parts.ports({ poolId: instancePoolId, compartmentId, loadBalancerId, backendSetName, shelf, region });
}

function iso(at: Instant): string {
  return new Date(at).toISOString();
}
