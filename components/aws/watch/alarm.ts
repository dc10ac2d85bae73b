import type * as pulumi from "@pulumi/pulumi";
import { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm.js";

export interface Metric {
  /** For instance `AWS/SQS`. */
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, pulumi.Input<string>>>;
  /** How one period's values become one: a statistic, or a percentile as in `p95`. */
  readonly statistic: "Average" | "Maximum" | "Minimum" | "Sum" | `p${number}`;
}

export interface AlarmArgs {
  /** Unique in the account and region, 255 characters at most. */
  readonly alarmName: string;
  /** What is wrong when it rings, and what to do: whoever gets the mail reads this. */
  readonly description: string;
  readonly metric: Metric;
  /** It rings above this value. Give this or `below`. */
  readonly above?: number;
  /** It rings below this value. */
  readonly below?: number;
  /** Seconds of one period. Default: 60. */
  readonly periodSeconds?: number;
  /** Periods in a row before it rings. Default: 5. */
  readonly periods?: number;
  /** What a period without values means. Default: all is well, because an idle system measures nothing. */
  readonly missing?: "notBreaching" | "breaching" | "ignore";
  /** Where it rings, and where the end of it is told. Default: nowhere. */
  readonly topicArn?: pulumi.Input<string> | undefined;
  /** Whether it tells anyone. Default: true. Off while a stack is paused. */
  readonly rings?: boolean;
}

/**
 * One CloudWatch alarm on one metric.
 * @throws Error where not exactly one of `above` and `below` is given.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
 */
export function alarm(name: string, args: AlarmArgs, opts: pulumi.CustomResourceOptions): MetricAlarm {
  const { namespace, metricName, dimensions, statistic } = args.metric;
  const actions = args.topicArn === undefined ? [] : [args.topicArn];
  return new MetricAlarm(
    name,
    {
      name: args.alarmName,
      alarmDescription: args.description,
      namespace,
      metricName,
      dimensions,
      ...(statistic.startsWith("p") ? { extendedStatistic: statistic } : { statistic }),
      period: args.periodSeconds ?? 60,
      evaluationPeriods: args.periods ?? 5,
      ...limitOf(args),
      treatMissingData: args.missing ?? "notBreaching",
      actionsEnabled: args.rings ?? true,
      alarmActions: actions,
      okActions: actions,
    },
    opts,
  );
}

function limitOf({ alarmName, above, below }: AlarmArgs): { comparisonOperator: string; threshold: number } {
  if (above !== undefined && below === undefined) {
    return { comparisonOperator: "GreaterThanThreshold", threshold: above };
  }
  if (below !== undefined && above === undefined) {
    return { comparisonOperator: "LessThanThreshold", threshold: below };
  }
  throw new Error(`The alarm ${alarmName} needs exactly one of \`above\` and \`below\`.`);
}
