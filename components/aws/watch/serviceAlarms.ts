import * as pulumi from "@pulumi/pulumi";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse, wholeNumberFaults } from "@tidegate/faults";
import { alarm } from "./alarm.ts";
import type { AlarmArgs } from "./alarm.ts";

export interface ServiceAlarmsArgs {
  /** What the alarms' names begin with: `order-tracking-dev`. */
  readonly prefix: string;
  readonly clusterName: pulumi.Input<string>;
  readonly serviceName: pulumi.Input<string>;
  readonly topicArn: pulumi.Input<string>;
  /** Mean use of the CPU, in percent, that is too much. Default: 85. */
  readonly cpuPercent?: number;
  /** Mean use of the memory, in percent, that is too much. Default: 85. */
  readonly memoryPercent?: number;
  /** The load balancer in front of it, by the last parts of both ARNs. Default: none. */
  readonly loadBalancer?: {
    readonly arnSuffix: pulumi.Input<string>;
    readonly targetGroupArnSuffix: pulumi.Input<string>;
  };
  /** The HTTP API in front of it. Default: none. */
  readonly apiId?: pulumi.Input<string>;
  /** Answers with a 5xx code in five minutes that are too many. Default: 10. */
  readonly serverErrors?: number;
  /** Seconds that 95 of 100 answers must stay below. Default: 2. */
  readonly slowSeconds?: number;
  /** Whether the service rests on purpose: then the alarms stay and tell nobody. */
  readonly paused: boolean;
}

/**
 * The alarms of one ECS service: CPU and memory, and what its callers see at the load balancer or the HTTP API.
 *
 * @throws InvalidArguments with every fault, before anything is registered.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
 */
export class ServiceAlarms extends pulumi.ComponentResource {
  constructor(name: string, args: ServiceAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, serviceAlarmsFaults(args, ownName));
    super("tidegate-aws:index:ServiceAlarms", name, {}, opts);

    const rings = { topicArn: args.topicArn, rings: !args.paused };
    for (const [suffix, what] of Object.entries({ ...useAlarms(args), ...balancerAlarms(args), ...apiAlarms(args) })) {
      alarm(`${name}-${suffix}`, { ...what, ...rings, alarmName: `${args.prefix}-${suffix}` }, { parent: this });
    }
    this.registerOutputs({});
  }
}

/** What is wrong with the thresholds. */
export function serviceAlarmsFaults(
  args: Pick<ServiceAlarmsArgs, "cpuPercent" | "memoryPercent" | "serverErrors" | "slowSeconds">,
  label: Label,
): Fault[] {
  return [
    ...wholeNumberFaults(label("cpuPercent"), args.cpuPercent ?? CPU_PERCENT, 1, 100),
    ...wholeNumberFaults(label("memoryPercent"), args.memoryPercent ?? MEMORY_PERCENT, 1, 100),
    ...wholeNumberFaults(label("serverErrors"), args.serverErrors ?? SERVER_ERRORS, 0, 1_000_000),
    ...wholeNumberFaults(label("slowSeconds"), args.slowSeconds ?? SLOW_SECONDS, 1, 60),
  ];
}

/** One alarm, without the name and the topic that all of them share. */
type Watched = Omit<AlarmArgs, "alarmName" | "topicArn" | "rings">;

function useAlarms(args: ServiceAlarmsArgs): Record<string, Watched> {
  const metric = (metricName: string) => ({
    namespace: "AWS/ECS",
    metricName,
    dimensions: { ClusterName: args.clusterName, ServiceName: args.serviceName },
    statistic: "Average" as const,
  });
  return {
    cpu: {
      metric: metric("CPUUtilization"),
      above: args.cpuPercent ?? CPU_PERCENT,
      description: "The tasks use nearly all of their CPU: raise the most tasks there may be, or the CPU of each.",
    },
    memory: {
      metric: metric("MemoryUtilization"),
      above: args.memoryPercent ?? MEMORY_PERCENT,
      description:
        "The tasks use nearly all of their memory, and ECS kills one that uses more: raise it, or find a leak.",
    },
  };
}

function balancerAlarms({ loadBalancer, serverErrors, slowSeconds }: ServiceAlarmsArgs): Record<string, Watched> {
  if (loadBalancer === undefined) return {};
  const target = { LoadBalancer: loadBalancer.arnSuffix, TargetGroup: loadBalancer.targetGroupArnSuffix };
  const metric = (metricName: string, statistic: AlarmArgs["metric"]["statistic"]) => {
    return { namespace: "AWS/ApplicationELB", metricName, dimensions: target, statistic };
  };
  return {
    unhealthy: {
      metric: metric("UnHealthyHostCount", "Maximum"),
      above: 0,
      description:
        "The load balancer gets no healthy answer from a task: look at the service's events and the task's log.",
    },
    "server-errors": {
      metric: metric("HTTPCode_Target_5XX_Count", "Sum"),
      above: serverErrors ?? SERVER_ERRORS,
      ...FIVE_MINUTES,
      description: "The tasks answer with 5xx codes: look at the service's log.",
    },
    // What no task answered: 502, 503 and 504 come from the load balancer itself.
    unanswered: {
      metric: {
        ...metric("HTTPCode_ELB_5XX_Count", "Sum"),
        dimensions: { LoadBalancer: loadBalancer.arnSuffix },
      },
      above: serverErrors ?? SERVER_ERRORS,
      ...FIVE_MINUTES,
      description:
        "The load balancer answers with 5xx codes itself: no task took the request, or none answered in time.",
    },
    slow: {
      metric: metric("TargetResponseTime", "p95"),
      above: slowSeconds ?? SLOW_SECONDS,
      description: "One answer in twenty is too slow.",
    },
  };
}

function apiAlarms({ apiId, serverErrors, slowSeconds }: ServiceAlarmsArgs): Record<string, Watched> {
  if (apiId === undefined) return {};
  const metric = (metricName: string, statistic: AlarmArgs["metric"]["statistic"]) => {
    return { namespace: "AWS/ApiGateway", metricName, dimensions: { ApiId: apiId }, statistic };
  };
  return {
    "api-errors": {
      metric: metric("5xx", "Sum"),
      above: serverErrors ?? SERVER_ERRORS,
      ...FIVE_MINUTES,
      description: "The HTTP API answers with 5xx codes: the service fails, or the API finds no task in Cloud Map.",
    },
    "api-slow": {
      metric: metric("Latency", "p95"),
      above: (slowSeconds ?? SLOW_SECONDS) * 1000,
      description: "One answer in twenty of the HTTP API is too slow.",
    },
  };
}

const CPU_PERCENT = 85;
const MEMORY_PERCENT = 85;
const SERVER_ERRORS = 10;
const SLOW_SECONDS = 2;
const FIVE_MINUTES = { periodSeconds: 300, periods: 1 };
