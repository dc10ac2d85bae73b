import * as pulumi from "@pulumi/pulumi";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity.js";
import { Key } from "@pulumi/aws/kms/key.js";
import { Topic } from "@pulumi/aws/sns/topic.js";
import { TopicPolicy } from "@pulumi/aws/sns/topicPolicy.js";
import { TopicSubscription } from "@pulumi/aws/sns/topicSubscription.js";
import type { Fault, Label } from "@tidegate/faults";
import { emailFaults, ownName, refuse, textFaults } from "@tidegate/faults";

export interface AlarmTopicArgs {
  /** 1 to 256 letters, digits, hyphens and underscores. */
  readonly topicName: string;
  /** Who gets a mail. Each must consent once, by the link in AWS's first mail. Default: nobody. */
  readonly email?: readonly string[];
}

/**
 * The topic that alarms and budgets ring on, encrypted with a key of its own: AWS's key for SNS lets no CloudWatch alarm
 * publish. Only this account's alarms and budgets may, over TLS. The key costs about one dollar a month.
 *
 * @throws InvalidArguments with every fault, before anything is registered.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export class AlarmTopic extends pulumi.ComponentResource {
  /** Known once alarms may publish. */
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: AlarmTopicArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, alarmTopicFaults(args, ownName));
    super("tidegate-aws:index:AlarmTopic", name, {}, opts);

    const { accountId } = getCallerIdentityOutput({}, { parent: this });
    const key = new Key(
      `${name}-key`,
      {
        description: `Encrypts the alarms of ${args.topicName}`,
        enableKeyRotation: true,
        deletionWindowInDays: 7,
        policy: pulumi.output(accountId).apply((account) => JSON.stringify(keyPolicy(account))),
      },
      { parent: this },
    );
    const topic = new Topic(name, { name: args.topicName, kmsMasterKeyId: key.arn }, { parent: this });
    const policy = new TopicPolicy(
      `${name}-policy`,
      {
        arn: topic.arn,
        policy: pulumi.all([topic.arn, accountId]).apply(([arn, account]) => JSON.stringify(topicPolicy(arn, account))),
      },
      { parent: this },
    );
    for (const endpoint of args.email ?? []) {
      new TopicSubscription(`${name}-${endpoint}`, { topic: topic.arn, protocol: "email", endpoint }, { parent: this });
    }

    this.arn = pulumi.all([topic.arn, policy.id]).apply(([arn]) => arn);
    this.registerOutputs({ arn: this.arn });
  }
}

/** What is wrong with the name and the addresses. */
export function alarmTopicFaults({ topicName, email = [] }: AlarmTopicArgs, label: Label): Fault[] {
  const accepted = "1 to 256 letters, digits, hyphens and underscores";
  return [
    ...textFaults(label("topicName"), topicName, /^[A-Za-z0-9_-]{1,256}$/, accepted),
    ...emailFaults(label("email"), email),
  ];
}

/** Without the first statement nobody could ever change or delete the key. */
function keyPolicy(account: string) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Account",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: "kms:*",
        Resource: "*",
      },
      {
        Sid: "Publishers",
        Effect: "Allow",
        Principal: { Service: PUBLISHERS },
        Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
        Resource: "*",
        Condition: { StringEquals: { "aws:SourceAccount": account } },
      },
    ],
  };
}

function topicPolicy(arn: string, account: string) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Publishers",
        Effect: "Allow",
        Principal: { Service: PUBLISHERS },
        Action: "sns:Publish",
        Resource: arn,
        Condition: { StringEquals: { "aws:SourceAccount": account } },
      },
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "sns:Publish",
        Resource: arn,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  };
}

const PUBLISHERS = ["cloudwatch.amazonaws.com", "budgets.amazonaws.com"];
