/** Application Auto Scaling of one ECS service: the limits, and the policies that move the count between them. */
import * as pulumi from "@pulumi/pulumi";
import { Policy } from "@pulumi/aws/appautoscaling/policy.js";
import { Target } from "@pulumi/aws/appautoscaling/target.js";
import { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm.js";
import type { Measured, Metric } from "./queueMetrics.ts";
import { backlogPerTask, nobodyTakes } from "./queueMetrics.ts";
import type { Capacity, Scaling } from "./scaling.ts";

export interface AutoscalingArgs {
  /** Limits of the count; both 0 stop the service. */
  readonly capacity: pulumi.Input<Capacity>;
  readonly scaling: Exclude<Scaling, { kind: "fixed" }>;
  readonly clusterName: pulumi.Input<string>;
  /** The service's name, known once it exists. */
  readonly serviceName: pulumi.Input<string>;
  /** Prefix of the names of policies and alarms. */
  readonly prefix: string;
}

/**
 * Registers the scalable target and its policies. The target is handed back: whoever looks at the service waits for it.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html
 */
export function autoscale(name: string, args: AutoscalingArgs, opts: pulumi.CustomResourceOptions): Target {
  const capacity = pulumi.output(args.capacity);
  const target = new Target(
    `${name}-capacity`,
    {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: pulumi.interpolate`service/${args.clusterName}/${args.serviceName}`,
      minCapacity: capacity.least,
      maxCapacity: capacity.most,
    },
    opts,
  );
  if (args.scaling.kind === "cpu") {
    followCpu(name, args, args.scaling.targetPercent, target, opts);
  } else {
    followQueue(name, args, args.scaling, target, opts);
  }
  return target;
}

function followCpu(
  name: string,
  { prefix }: AutoscalingArgs,
  targetPercent: number,
  target: Target,
  opts: pulumi.CustomResourceOptions,
): void {
  new Policy(
    `${name}-cpu`,
    {
      name: `${prefix}-cpu`,
      policyType: "TargetTrackingScaling",
      ...scaled(target),
      targetTrackingScalingPolicyConfiguration: {
        targetValue: targetPercent,
        predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
        scaleOutCooldown: SCALE_OUT_COOLDOWN,
        scaleInCooldown: SCALE_IN_COOLDOWN,
      },
    },
    opts,
  );
}

function followQueue(
  name: string,
  args: AutoscalingArgs,
  scaling: Extract<Scaling, { kind: "queue" }>,
  target: Target,
  opts: pulumi.CustomResourceOptions,
): void {
  const measured = pulumi.output({
    queueName: scaling.queueName,
    clusterName: args.clusterName,
    serviceName: args.serviceName,
  });
  new Policy(
    `${name}-backlog`,
    {
      name: `${args.prefix}-backlog`,
      policyType: "TargetTrackingScaling",
      ...scaled(target),
      targetTrackingScalingPolicyConfiguration: {
        targetValue: scaling.messagesPerTask,
        customizedMetricSpecification: { metrics: measured.apply(trackedMetrics) },
        scaleOutCooldown: SCALE_OUT_COOLDOWN,
        scaleInCooldown: SCALE_IN_COOLDOWN,
      },
    },
    opts,
  );
  // Target tracking multiplies the count, so it can't leave 0: a step wakes the service.
  if (scaling.min === 0) wake(name, args, scaling.queueName, target, opts);
}

function wake(
  name: string,
  { prefix }: AutoscalingArgs,
  queueName: pulumi.Input<string>,
  target: Target,
  opts: pulumi.CustomResourceOptions,
): void {
  const policy = new Policy(
    `${name}-wake`,
    {
      name: `${prefix}-wake`,
      policyType: "StepScaling",
      ...scaled(target),
      stepScalingPolicyConfiguration: {
        adjustmentType: "ChangeInCapacity",
        metricAggregationType: "Maximum",
        cooldown: WAKE_COOLDOWN,
        stepAdjustments: [{ metricIntervalLowerBound: "0", scalingAdjustment: 1 }],
      },
    },
    opts,
  );
  new MetricAlarm(
    `${name}-asleep`,
    {
      name: `${prefix}-asleep`,
      alarmDescription: "Messages wait and nobody takes any: starts the first task. No fault by itself.",
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
      metricQueries: pulumi.output(queueName).apply(alarmQueries),
      alarmActions: [policy.arn],
    },
    opts,
  );
}

function scaled({ resourceId, scalableDimension, serviceNamespace }: Target) {
  return { resourceId, scalableDimension, serviceNamespace };
}

function trackedMetrics(measured: Measured) {
  const { metrics, expression, label } = backlogPerTask(measured);
  return [
    ...metrics.map(({ id, namespace, metricName, stat, dimensions }) => ({
      id,
      metricStat: { metric: { namespace, metricName, dimensions: pairs(dimensions) }, stat },
      returnData: false,
    })),
    { id: "answer", expression, label, returnData: true },
  ];
}

function alarmQueries(queueName: string) {
  const { metrics, expression, label } = nobodyTakes({ queueName });
  return [
    ...metrics.map(({ id, namespace, metricName, stat, dimensions }) => ({
      id,
      metric: { namespace, metricName, stat, dimensions, period: 60 },
      returnData: false,
    })),
    { id: "answer", expression, label, returnData: true },
  ];
}

function pairs(dimensions: Metric["dimensions"]): { name: string; value: string }[] {
  return Object.entries(dimensions).map(([name, value]) => ({ name, value }));
}

/** Seconds between two moves. Growing waits for a task's start, shrinking for a lull to be more than one. */
const SCALE_OUT_COOLDOWN = 60;
const SCALE_IN_COOLDOWN = 300;

/** Seconds that the first task gets to start and take a message before a second one is tried. */
const WAKE_COOLDOWN = 300;
