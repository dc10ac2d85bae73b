/**
 * The metrics by which a service follows its queue. Both work without Container Insights, which costs extra.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-metrics.html
 */

/** One CloudWatch metric, and the statistic of each minute. */
export interface Metric {
  readonly id: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly stat: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Metrics, and the expression that joins them. */
export interface MetricMath {
  readonly metrics: readonly Metric[];
  readonly expression: string;
  readonly label: string;
}

/** Who is measured. */
export interface Measured {
  readonly queueName: string;
  readonly clusterName: string;
  readonly serviceName: string;
}

/**
 * Messages for each running task: those that wait and those in hand. A message in hand counts, so that the last task isn't
 * taken away from under it.
 *
 * Each running task reports its CPU once a minute, so the count of samples is the count of tasks. With no task there is no
 * sample, never a sample of 0: FILL puts 1 there, and nothing is divided by 0.
 *
 * Worked: 35 waiting, 5 in hand, 2 tasks: (35 + 5) / 2 = 20. At 10 a task the service goes to 2 * 20 / 10 = 4 tasks.
 */
export function backlogPerTask(measured: Measured): MetricMath {
  return {
    metrics: [
      ofQueue("visible", "ApproximateNumberOfMessagesVisible", "Average", measured),
      ofQueue("inflight", "ApproximateNumberOfMessagesNotVisible", "Average", measured),
      {
        id: "running",
        namespace: "AWS/ECS",
        metricName: "CPUUtilization",
        stat: "SampleCount",
        dimensions: { ClusterName: measured.clusterName, ServiceName: measured.serviceName },
      },
    ],
    expression: "(visible + inflight) / FILL(running, 1)",
    label: "Messages for each running task",
  };
}

/**
 * 1 while messages wait and nobody takes any, which is how a queue without a worker looks; else 0. Made of the queue's own
 * metrics alone, because a service without tasks has none: what has no data point at all can't be filled with FILL.
 *
 * SQS stops reporting a queue that nobody used for six hours, and may take 15 minutes to begin again: the first message after
 * a long sleep may wait so long.
 */
export function nobodyTakes(measured: Pick<Measured, "queueName">): MetricMath {
  return {
    metrics: [
      ofQueue("visible", "ApproximateNumberOfMessagesVisible", "Maximum", measured),
      ofQueue("inflight", "ApproximateNumberOfMessagesNotVisible", "Maximum", measured),
      ofQueue("received", "NumberOfMessagesReceived", "Sum", measured),
    ],
    expression: "IF(visible > 0 AND inflight < 1 AND received < 1, 1, 0)",
    label: "Messages wait and nobody takes any",
  };
}

function ofQueue(id: string, metricName: string, stat: string, { queueName }: Pick<Measured, "queueName">): Metric {
  return { id, namespace: "AWS/SQS", metricName, stat, dimensions: { QueueName: queueName } };
}
