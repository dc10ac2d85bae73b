import * as pulumi from "@pulumi/pulumi";
import { Queue as SqsQueue } from "@pulumi/aws/sqs/queue.js";
import { QueuePolicy } from "@pulumi/aws/sqs/queuePolicy.js";
import { RedriveAllowPolicy } from "@pulumi/aws/sqs/redriveAllowPolicy.js";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse, textFaults, wholeNumberFaults } from "@tidegate/faults";
import type { Statement } from "../iam/policy.ts";
import { alarm } from "../watch/alarm.ts";
import { AGE_ALARM_SECONDS, DEAD_LETTER_DAYS, DEPTH_ALARM, LONG_POLL_SECONDS, RETENTION_DAYS } from "./defaults.ts";
import { sid } from "./sid.ts";

export interface QueueArgs {
  /** The queue's name, without `.fifo`, which the component adds. With `-dlq` (and `.fifo`) 80 characters at most. */
  readonly queueName: string;
  /** Seconds that a message taken stays hidden from others: longer than the longest job. 1 to 43200. */
  readonly visibilitySeconds: number;
  /** How often a message is handed out before it goes to the dead-letter queue. 1 to 1000. */
  readonly maxReceiveCount: number;
  /**
   * Days that a message waits for a consumer, 1 to 13. Default: 4. Less than the dead-letter queue's 14, because a
   * message that moves there keeps its age.
   */
  readonly retentionDays?: number;
  /** First in, first out, and duplicates dropped by their content. Default: false. A change replaces both queues. */
  readonly fifo?: boolean;
  /** Where alarms go. Default: nowhere; they are still seen in the console. */
  readonly alarmTopicArn?: pulumi.Input<string>;
  /** Messages waiting that are too many. Default: 1000. */
  readonly depthAlarm?: number;
  /** Seconds that the oldest message may wait. Default: 3600. */
  readonly ageAlarmSeconds?: number;
}

/**
 * An SQS queue with its dead-letter queue, both encrypted at rest (SSE-SQS) and open to TLS alone. Only this queue may
 * send its dead letters there. Three alarms: depth, age of the oldest message, and anything in the dead-letter queue.
 *
 * @throws InvalidArguments with every fault, before anything is registered.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
export class Queue extends pulumi.ComponentResource {
  readonly url: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** The name as AWS has it, for a FIFO queue with `.fifo`: CloudWatch's dimension QueueName. */
  readonly name: pulumi.Output<string>;
  readonly dlqUrl: pulumi.Output<string>;
  readonly dlqArn: pulumi.Output<string>;
  readonly dlqName: pulumi.Output<string>;
  private readonly called: string;

  constructor(name: string, args: QueueArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, queueFaults(args, ownName));
    super("tidegate-aws:index:Queue", name, {}, opts);

    const names = physicalNames(args);
    const common = {
      sqsManagedSseEnabled: true,
      receiveWaitTimeSeconds: LONG_POLL_SECONDS,
      ...(args.fifo === true && { fifoQueue: true, contentBasedDeduplication: true }),
    };
    const dlq = new SqsQueue(
      `${name}-dlq`,
      { ...common, name: names.dlq, messageRetentionSeconds: DEAD_LETTER_DAYS * DAY },
      { parent: this },
    );
    const queue = new SqsQueue(
      name,
      {
        ...common,
        name: names.queue,
        visibilityTimeoutSeconds: args.visibilitySeconds,
        messageRetentionSeconds: (args.retentionDays ?? RETENTION_DAYS) * DAY,
        redrivePolicy: pulumi.jsonStringify({
          deadLetterTargetArn: dlq.arn,
          maxReceiveCount: args.maxReceiveCount,
        }),
      },
      { parent: this },
    );
    new RedriveAllowPolicy(
      `${name}-redrive-allow`,
      {
        queueUrl: dlq.id,
        redriveAllowPolicy: pulumi.jsonStringify({ redrivePermission: "byQueue", sourceQueueArns: [queue.arn] }),
      },
      { parent: this },
    );
    this.tlsOnly(`${name}-tls`, queue);
    this.tlsOnly(`${name}-dlq-tls`, dlq);

    this.called = name;
    this.url = queue.id;
    this.arn = queue.arn;
    this.name = queue.name;
    this.dlqUrl = dlq.id;
    this.dlqArn = dlq.arn;
    this.dlqName = dlq.name;
    this.alarms(name, names, args);
    this.registerOutputs({ url: this.url, arn: this.arn, name: this.name, dlqUrl: this.dlqUrl, dlqArn: this.dlqArn });
  }

  /** What a sender may do: send to this queue, and find it by its name. */
  sendStatements(): Statement[] {
    return [{ Sid: sid(this.called, "Send"), Action: ["sqs:SendMessage", ...LOOK], Resource: [this.arn] }];
  }

  /** What a consumer may do: take, hide and delete this queue's messages. Dead letters are not its business. */
  consumeStatements(): Statement[] {
    const Action = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", ...LOOK];
    return [{ Sid: sid(this.called, "Consume"), Action, Resource: [this.arn] }];
  }

  private tlsOnly(name: string, queue: SqsQueue): void {
    const policy = pulumi.jsonStringify({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "TlsOnly",
          Effect: "Deny",
          Principal: "*",
          Action: "sqs:*",
          Resource: queue.arn,
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
    new QueuePolicy(name, { queueUrl: queue.id, policy }, { parent: this });
  }

  private alarms(name: string, names: Names, args: QueueArgs): void {
    const of = (QueueName: pulumi.Output<string>, metricName: string) => ({
      metric: { namespace: "AWS/SQS", metricName, dimensions: { QueueName }, statistic: "Maximum" as const },
      topicArn: args.alarmTopicArn,
    });
    const depth = args.depthAlarm ?? DEPTH_ALARM;
    alarm(
      `${name}-depth`,
      {
        ...of(this.name, "ApproximateNumberOfMessagesVisible"),
        alarmName: `${names.queue}-depth`,
        description: `More than ${depth} messages wait in ${names.queue}: consumers are too few or too slow.`,
        above: depth,
      },
      { parent: this },
    );
    const age = args.ageAlarmSeconds ?? AGE_ALARM_SECONDS;
    alarm(
      `${name}-age`,
      {
        ...of(this.name, "ApproximateAgeOfOldestMessage"),
        alarmName: `${names.queue}-age`,
        description: `A message has waited in ${names.queue} for more than ${age} s: consumers have stopped or fail.`,
        above: age,
      },
      { parent: this },
    );
    alarm(
      `${name}-dead-letters`,
      {
        ...of(this.dlqName, "ApproximateNumberOfMessagesVisible"),
        alarmName: `${names.queue}-dead-letters`,
        description: `${names.dlq} holds messages that failed ${args.maxReceiveCount} times: read one, mend the cause, redrive.`,
        above: 0,
        periods: 1,
      },
      { parent: this },
    );
  }
}

/** What is wrong with the name, the times and the counts. */
export function queueFaults(args: Omit<QueueArgs, "alarmTopicArn">, label: Label): Fault[] {
  const room = LONGEST_NAME - physicalNames({ ...args, queueName: "" }).dlq.length;
  return [
    ...textFaults(
      label("queueName"),
      args.queueName,
      new RegExp(`^[A-Za-z0-9_-]{1,${room}}$`),
      `1 to ${room} letters, digits, hyphens and underscores, without .fifo`,
    ),
    ...wholeNumberFaults(label("visibilitySeconds"), args.visibilitySeconds, 1, 43_200),
    ...wholeNumberFaults(label("maxReceiveCount"), args.maxReceiveCount, 1, 1000),
    ...wholeNumberFaults(label("retentionDays"), args.retentionDays ?? RETENTION_DAYS, 1, DEAD_LETTER_DAYS - 1),
    ...wholeNumberFaults(label("depthAlarm"), args.depthAlarm ?? DEPTH_ALARM, 1, 120_000),
    ...wholeNumberFaults(
      label("ageAlarmSeconds"),
      args.ageAlarmSeconds ?? AGE_ALARM_SECONDS,
      60,
      (DEAD_LETTER_DAYS - 1) * DAY,
    ),
  ];
}

interface Names {
  readonly queue: string;
  readonly dlq: string;
}

/** A FIFO queue's name ends in `.fifo`, and so does its dead-letter queue's, which must be FIFO too. */
function physicalNames({ queueName, fifo }: Pick<QueueArgs, "queueName" | "fifo">): Names {
  const end = fifo === true ? ".fifo" : "";
  return { queue: `${queueName}${end}`, dlq: `${queueName}-dlq${end}` };
}

const DAY = 86_400;
const LONGEST_NAME = 80;
const LOOK = ["sqs:GetQueueUrl", "sqs:GetQueueAttributes"];
