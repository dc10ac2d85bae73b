/**
 * One look of the policies at their metrics, as CloudWatch's alarms make one each minute. Waiting times (evaluation periods,
 * cooldowns, warm-up) are left out: what a policy wants, it gets. Of several policies the one that wants most wins.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html
 */
import type { Cloud } from "../../cloud.ts";
import { textAt, textsAt } from "../../kind.ts";
import { metricOf, metricValue, queriesValue } from "../../metrics/values.ts";
import type { Point } from "../../metrics/math.ts";
import { numberAt, objectAt, objectsAt } from "../../parts.ts";
import type { Resource } from "../../resource.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { METRIC_ALARM } from "../cloudwatch/metricAlarm.ts";
import { advance } from "../ecs/progress.ts";
import { scale } from "./scale.ts";
import { POLICY, scaledService, subjectId, TARGET } from "./targets.ts";

export interface Scaled {
  readonly resourceId: string;
  readonly from: number;
  readonly to: number;
}

/** Lets the policies of the region's services act once. Tells what changed. */
export function lookAtMetrics(cloud: Cloud): Scaled[] {
  return cloud.list(TARGET).flatMap((target) => {
    const service = scaledService(target.inputs, cloud);
    if (service === undefined) return [];
    const from = advance(service, cloud).desired;
    const policies = cloud.list(POLICY).filter(({ inputs }) => subjectId(inputs) === target.id);
    const wishes = policies.flatMap((policy) => wish(policy, service, from, cloud) ?? []);
    if (wishes.length === 0) return [];
    const bounds = {
      min: numberAt(target.inputs, "minCapacity") ?? 0,
      max: numberAt(target.inputs, "maxCapacity") ?? 0,
    };
    const suspended = objectAt(target.inputs, "suspendedState");
    const to = scale(service, bounds, () => Math.max(...wishes), "scaling policies", cloud, {
      mayGrow: suspended["dynamicScalingOutSuspended"] !== true,
      mayShrink: suspended["dynamicScalingInSuspended"] !== true,
    });
    return to === from ? [] : [{ resourceId: textAt(target.inputs, "resourceId") ?? "", from, to }];
  });
}

/** The count that a policy asks for; undefined where its metric has no data or asks for no change. */
function wish(policy: Resource, service: Resource, count: number, cloud: Cloud): Point {
  const { inputs } = policy;
  return inputs["policyType"] === "TargetTrackingScaling"
    ? tracked(objectAt(inputs, "targetTrackingScalingPolicyConfiguration"), service, count, cloud)
    : stepped(policy, count, cloud);
}

/** Target tracking is slow to scale in: it does so below nine tenths of the target. */
const SCALES_IN_BELOW = 0.9;

/**
 * As many tasks as bring the metric to its target, rounded up: 2 tasks at 20 messages each and a target of 10 want 4. No
 * task times anything is no task: tracking alone never leaves 0.
 */
function tracked(configuration: Properties, service: Resource, count: number, cloud: Cloud): Point {
  const target = numberAt(configuration, "targetValue") ?? 0;
  const value = trackedValue(configuration, service, cloud);
  if (value === undefined || target <= 0) return undefined;
  if (value > target) return Math.ceil((count * value) / target);
  const mayScaleIn = configuration["disableScaleIn"] !== true && value < target * SCALES_IN_BELOW;
  return mayScaleIn ? Math.ceil((count * value) / target) : count;
}

const PREDEFINED: Readonly<Record<string, string>> = {
  ECSServiceAverageCPUUtilization: "CPUUtilization",
  ECSServiceAverageMemoryUtilization: "MemoryUtilization",
};

function trackedValue(configuration: Properties, service: Resource, cloud: Cloud): Point {
  const predefined = textAt(objectAt(configuration, "predefinedMetricSpecification"), "predefinedMetricType") ?? "";
  const metricName = PREDEFINED[predefined];
  if (metricName !== undefined) {
    return metricValue({ namespace: "AWS/ECS", metricName, dimensions: dimensionsOf(service) }, "Average", cloud);
  }
  const custom = objectAt(configuration, "customizedMetricSpecification");
  const queries = objectsAt(custom, "metrics");
  return queries.length > 0
    ? queriesValue(queries, cloud)
    : metricValue(metricOf(custom), textAt(custom, "statistic") ?? "Average", cloud);
}

/** How CloudWatch names a service. */
export function dimensionsOf({ id }: Resource): Record<string, string> {
  const [ClusterName = "", ServiceName = ""] = id.replace(/^.*:service\//, "").split("/");
  return { ClusterName, ServiceName };
}

const COMPARISONS: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

/** Step scaling acts when an alarm that names it is in ALARM. */
function stepped({ inputs, outputs }: Resource, count: number, cloud: Cloud): Point {
  const arn = textAt(outputs, "arn") ?? "";
  for (const { inputs: alarm } of cloud.list(METRIC_ALARM)) {
    if (!textsAt(alarm, "alarmActions").includes(arn) || alarm["actionsEnabled"] === false) continue;
    const [value, threshold] = [alarmValue(alarm, cloud), numberAt(alarm, "threshold") ?? 0];
    const isOver = COMPARISONS[textAt(alarm, "comparisonOperator") ?? ""];
    if (value === undefined || isOver?.(value, threshold) !== true) continue;
    return adjusted(objectAt(inputs, "stepScalingPolicyConfiguration"), value - threshold, count);
  }
  return undefined;
}

function alarmValue(alarm: Properties, cloud: Cloud): Point {
  const queries = objectsAt(alarm, "metricQueries");
  return queries.length > 0
    ? queriesValue(queries, cloud)
    : metricValue(metricOf(alarm), textAt(alarm, "statistic") ?? "Average", cloud);
}

/** Bounds are relative to the alarm's threshold, and are texts. */
function adjusted(configuration: Properties, over: number, count: number): Point {
  const step = objectsAt(configuration, "stepAdjustments").find((one) => {
    const [lower, upper] = [bound(one, "Lower", -Infinity), bound(one, "Upper", Infinity)];
    return over >= lower && over < upper;
  });
  if (step === undefined) return undefined;
  const adjustment = numberAt(step, "scalingAdjustment") ?? 0;
  switch (textAt(configuration, "adjustmentType")) {
    case "ExactCapacity":
      return adjustment;
    case "PercentChangeInCapacity":
      return count + Math.trunc((count * adjustment) / 100);
    default:
      return count + adjustment;
  }
}

function bound(step: Properties, which: string, otherwise: number): number {
  const text = textAt(step, `metricInterval${which}Bound`) ?? "";
  return text === "" ? otherwise : Number(text);
}
