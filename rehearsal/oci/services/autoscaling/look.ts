/**
 * Autoscaling at work: each minute it looks at the pool and at the load that the world was told, and changes the size.
 * Of metrics the rehearsal knows CPU_UTILIZATION alone; rules on others never strike.
 * @see https://docs.oracle.com/iaas/Content/Compute/Tasks/autoscalinginstancepools.htm
 */
import type * as model from "oci-autoscaling/lib/model/index.js";
import { autoScalingConfigurations, autoScalingStates, instancePools } from "../../collections.ts";
import type { AutoScalingState } from "../../collections.ts";
import { eventKind } from "../../events.ts";
import type { Moment } from "../../moment.ts";
import type { Wire } from "../../wire.ts";
import { canPower, powerPool } from "../compute/pool-actions.ts";
import type { Pool } from "../compute/pool-launch.ts";
import { resizePool } from "../compute/pools.ts";
import { parseCron, strikes } from "./cron.ts";
import { cpuLoadOf } from "./load.ts";
import { isScheduled, isThreshold, pendingSeconds } from "./policy-details.ts";
import type { ScheduledPolicy, ThresholdPolicy } from "./policy-details.ts";

type Configuration = Wire<model.AutoScalingConfiguration>;

const SECONDS_BETWEEN_LOOKS = 60;
const MINUTE = 60_000;
export const DEFAULT_COOLDOWN = 300;

const looks = eventKind<{ id: string }>("autoscaling.looks", (moment, { id }) => {
  const configuration = autoScalingConfigurations.get(moment.world, id);
  if (configuration === undefined) {
    autoScalingStates.remove(moment.world, id);
    return;
  }
  if (!configuration.isEnabled) {
    return;
  }
  const pool = instancePools.get(moment.world, configuration.resource.id);
  if (pool !== undefined) {
    look(moment, configuration, pool);
  }
  looks.schedule(moment, SECONDS_BETWEEN_LOOKS, { id });
});

/** Begins to look after a pool, from the next minute on; where it does so already, nothing changes. */
export function beginLooking(moment: Moment, id: string, initialDue: boolean): void {
  const before = autoScalingStates.get(moment.world, id);
  autoScalingStates.put(moment, id, {
    coolsUntil: before?.coolsUntil ?? moment.now,
    lookedAt: moment.now,
    breachedSince: {},
    initialDue: initialDue || (before?.initialDue ?? false),
  });
  const planned = moment.world.events.some(({ kind, data }) => {
    return kind === looks.kind && typeof data === "object" && data !== null && Reflect.get(data, "id") === id;
  });
  if (!planned) {
    looks.schedule(moment, SECONDS_BETWEEN_LOOKS, { id });
  }
}

/** Gives the pool its initial capacity, or leaves it due where the pool is in no state for it. */
export function applyInitial(moment: Moment, configuration: Configuration): void {
  const initial = configuration.policies.find((policy) => isThreshold(policy) && policy.isEnabled)?.capacity?.initial;
  const poolId = configuration.resource.id;
  const right = initial === undefined || instancePools.get(moment.world, poolId)?.size === initial;
  if (right || resizePool(moment, poolId, initial)) {
    autoScalingStates.change(moment, configuration.id, { initialDue: false });
  }
}

function look(moment: Moment, configuration: Configuration, pool: Pool): void {
  const state = autoScalingStates.get(moment.world, configuration.id);
  if (state === undefined) {
    return;
  }
  if (state.initialDue) {
    applyInitial(moment, configuration);
  }
  const enabled = configuration.policies.filter((policy) => policy.isEnabled !== false);
  enabled.filter(isScheduled).forEach((policy) => keepSchedule(moment, policy, pool, state.lookedAt));
  const next = { ...(autoScalingStates.get(moment.world, configuration.id) ?? state), lookedAt: moment.now };
  if (pool.lifecycleState !== "RUNNING") {
    // The cooldown starts when the pool reaches RUNNING again.
    coolDown(moment, configuration, next);
  } else if (enabled.filter(isThreshold).some((policy) => keepThresholds(moment, policy, pool, next))) {
    coolDown(moment, configuration, next);
  }
  autoScalingStates.put(moment, configuration.id, next);
}

function coolDown(moment: Moment, configuration: Configuration, state: AutoScalingState): void {
  state.coolsUntil = moment.now + (configuration.coolDownInSeconds ?? DEFAULT_COOLDOWN) * 1000;
  state.breachedSince = {};
}

/** Says whether the pool's size was changed. */
function keepThresholds(moment: Moment, policy: ThresholdPolicy, pool: Pool, state: AutoScalingState): boolean {
  const load = cpuLoadOf(moment.world, pool.id);
  const breached = policy.rules.filter((rule) => load !== undefined && breaches(rule, load));
  state.breachedSince = Object.fromEntries(breached.map(({ id = "" }) => [id, state.breachedSince[id] ?? moment.now]));
  if (moment.now < state.coolsUntil) {
    return false;
  }
  const due = breached.find(({ id = "", metric }) => {
    const since = state.breachedSince[id] ?? moment.now;
    return moment.now - since >= pendingSeconds(metric.pendingDuration ?? "PT3M", id) * 1000;
  });
  const { min = pool.size, max = pool.size } = policy.capacity ?? {};
  const size = Math.min(Math.max(pool.size + (due?.action.value ?? 0), min), max);
  return due !== undefined && size !== pool.size && resizePool(moment, pool.id, size);
}

function breaches({ metric }: Wire<model.Condition>, load: number): boolean {
  if (!("metricType" in metric) || metric.metricType !== "CPU_UTILIZATION") {
    return false;
  }
  const { operator, value } = metric.threshold;
  switch (operator) {
    case "GT":
      return load > value;
    case "GTE":
      return load >= value;
    case "LT":
      return load < value;
    default:
      return load <= value;
  }
}

function keepSchedule(moment: Moment, policy: ScheduledPolicy, pool: Pool, lookedAt: number): void {
  const cron = parseCron(policy.executionSchedule.expression);
  const first = (Math.floor(lookedAt / MINUTE) + 1) * MINUTE;
  let struck = false;
  for (let minute = first; minute <= moment.now; minute += MINUTE) {
    struck ||= strikes(cron, minute);
  }
  if (!struck) {
    return;
  }
  const action = policy.resourceAction?.action;
  if (action === undefined) {
    resizePool(moment, pool.id, policy.capacity?.initial ?? pool.size);
  } else if (isPower(action) && canPower(pool, action)) {
    powerPool(moment, pool, action);
  }
}

function isPower(action: string): action is "START" | "STOP" | "SOFTSTOP" | "RESET" | "SOFTRESET" {
  return ["START", "STOP", "SOFTSTOP", "RESET", "SOFTRESET"].includes(action);
}

export const lookEvents = [looks];
