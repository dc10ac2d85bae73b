/** Autoscaling policies: what is refused, and what is stored of them. */
import type * as model from "oci-autoscaling/lib/model/index.js";
import { invalidParameter, missingParameter } from "../../errors.ts";
import { freshOcid } from "../../moment.ts";
import type { Moment } from "../../moment.ts";
import { REGION } from "../../tenancy.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";
import { defaultName } from "../shared/default-name.ts";
import { parseCron } from "./cron.ts";

export type Policy = Wire<model.AutoScalingPolicy>;
export type ThresholdPolicy = Wire<model.ThresholdPolicy>;
export type ScheduledPolicy = Wire<model.ScheduledPolicy>;
export type GivenPolicy = Wire<model.CreateAutoScalingPolicyDetails>;
type GivenRule = Wire<model.CreateConditionDetails>;

const LEAST_PENDING_SECONDS = 180;
const MOST_PENDING_SECONDS = 3600;
const DEFAULT_PENDING = "PT3M";

export function isThreshold(policy: Pick<Policy, "policyType">): policy is ThresholdPolicy {
  return policy.policyType === "threshold";
}

export function isScheduled(policy: Pick<Policy, "policyType">): policy is ScheduledPolicy {
  return policy.policyType === "scheduled";
}

/**
 * A policy as it is stored, with OCI's defaults and ids.
 * @throws ServiceError 400 naming what is wrong
 */
export function newPolicy(moment: Moment, given: GivenPolicy, path: string): Policy {
  const common = {
    id: freshOcid(moment, "autoscalingpolicy", REGION),
    displayName: given.displayName ?? defaultName("autoscalingpolicy", moment.now),
    isEnabled: given.isEnabled ?? true,
    timeCreated: timestamp(moment.now),
    policyType: given.policyType,
    ...(given.capacity && { capacity: given.capacity }),
  };
  const policy: Policy = isThreshold(given)
    ? ({
        ...common,
        rules: rulesOf(moment, (given as Wire<model.CreateThresholdPolicyDetails>).rules),
      } as ThresholdPolicy)
    : { ...common, ...scheduleOf(given as Wire<model.CreateScheduledPolicyDetails>) };
  checkPolicy(policy, path);
  return policy;
}

/** Rules as they are stored: each with an id. */
export function rulesOf(moment: Moment, rules: readonly GivenRule[]): Wire<model.Condition>[] {
  return rules.map((rule, index) => ({
    ...rule,
    id: freshOcid(moment, "autoscalingcondition", REGION),
    displayName: rule.displayName ?? `rule${index + 1}`,
    metric: { pendingDuration: DEFAULT_PENDING, ...rule.metric },
  }));
}

function scheduleOf(given: Wire<model.CreateScheduledPolicyDetails>): Partial<ScheduledPolicy> {
  const { executionSchedule, resourceAction } = given;
  return { executionSchedule, ...(resourceAction && { resourceAction }) };
}

/** @throws ServiceError 400 naming what is wrong */
export function checkPolicy(policy: Policy, path: string): void {
  if (isThreshold(policy)) {
    checkCapacity(policy.capacity, path);
    checkRules(policy.rules, path);
  } else if (isScheduled(policy)) {
    parseCron(policy.executionSchedule.expression);
    if (policy.resourceAction === undefined) {
      checkCapacity(policy.capacity, path);
    }
  } else {
    throw invalidParameter(`${path}.policyType must be threshold or scheduled, not ${policy.policyType}.`);
  }
}

function checkCapacity(capacity: Policy["capacity"], path: string): void {
  const { min, max, initial } = capacity ?? {};
  if (min === undefined || max === undefined || initial === undefined) {
    throw missingParameter(`${path}.capacity must have min, max and initial.`);
  }
  if (![min, max, initial].every((number) => Number.isInteger(number) && number >= 0)) {
    throw invalidParameter(`${path}.capacity: min, max and initial must be whole numbers of 0 or more.`);
  }
  if (min > initial || initial > max) {
    throw invalidParameter(
      `${path}.capacity: min (${min}) must not be above initial (${initial}), nor initial above max (${max}).`,
    );
  }
}

function checkRules(rules: readonly Wire<model.Condition>[], path: string): void {
  if (rules.length === 0) {
    throw missingParameter(`${path}.rules must hold a rule to scale out and one to scale in, and is empty.`);
  }
  rules.forEach((rule, index) => checkRule(rule, `${path}.rules[${index}]`));
  const limits = (sign: number) => rules.filter(({ action }) => Math.sign(action.value) === sign).flatMap(limitOf);
  const lowestOut = Math.min(...limits(1));
  const highestIn = Math.max(...limits(-1));
  if (highestIn >= lowestOut) {
    throw invalidParameter(
      `${path}.rules: the threshold to scale in (${highestIn}) must be below the one to scale out (${lowestOut}).`,
    );
  }
}

function limitOf({ metric }: Wire<model.Condition>): number[] {
  return "threshold" in metric ? [metric.threshold.value] : [];
}

function checkRule({ action, metric }: Wire<model.Condition>, path: string): void {
  if (!Number.isInteger(action.value) || action.value === 0) {
    throw invalidParameter(`${path}.action.value must be a whole number other than 0, not ${action.value}.`);
  }
  pendingSeconds(metric.pendingDuration ?? DEFAULT_PENDING, path);
  if (!("threshold" in metric)) {
    return;
  }
  const { operator, value } = metric.threshold;
  if (!Number.isFinite(value) || value < 0 || value > 100) {
    throw invalidParameter(`${path}.metric.threshold.value must be a percentage from 0 to 100, not ${value}.`);
  }
  if (operator.startsWith("G") !== action.value > 0) {
    throw invalidParameter(
      `${path}: a rule with ${operator} must ${operator.startsWith("G") ? "scale out (a value above 0)" : "scale in (a value below 0)"}.`,
    );
  }
}

/** @throws ServiceError 400 for what is no ISO 8601 duration from 3 minutes to an hour */
export function pendingSeconds(duration: string, path: string): number {
  const [, hours, minutes, seconds] = /^PT(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(duration) ?? [];
  const total = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
  if (total < LEAST_PENDING_SECONDS || total > MOST_PENDING_SECONDS) {
    throw invalidParameter(`${path}.metric.pendingDuration must be from PT3M to PT1H, not ${duration}.`);
  }
  return total;
}
