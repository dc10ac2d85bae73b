/**
 * What a Kafka client may do with MSK, scoped to cluster, topics and groups.
 * @see https://docs.aws.amazon.com/msk/latest/developerguide/kafka-actions.html
 */
import * as pulumi from "@pulumi/pulumi";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse, textFaults } from "@tidegate/faults";
import type { Statement } from "../iam/policy.ts";
import { sid } from "./sid.ts";

export interface KafkaClient {
  /** The topics that it reads and writes, each by its full name. */
  readonly topics: readonly string[];
  /** The consumer groups that it belongs to, each by its full name. None for a client that only writes. */
  readonly groups: readonly string[];
  /** Whether it may also create these topics, because MSK Serverless creates none by itself. Default: false. */
  readonly createTopics?: boolean;
}

/**
 * The statements of one client of one cluster. MSK wants some actions together: whoever reads must be able to describe,
 * and an idempotent producer, which Kafka's are by default, needs WriteDataIdempotently of the cluster.
 * @throws InvalidArguments where a name isn't a topic's or a group's; a wildcard is none.
 */
export function kafkaStatements(name: string, clusterArn: pulumi.Input<string>, client: KafkaClient): Statement[] {
  refuse(name, kafkaClientFaults(client, ownName));
  const groups = client.groups.map((group) => within(clusterArn, "group", group));
  return [
    {
      Sid: sid(name, "Connect"),
      Action: ["kafka-cluster:Connect", "kafka-cluster:DescribeCluster", "kafka-cluster:WriteDataIdempotently"],
      Resource: [clusterArn],
    },
    {
      Sid: sid(name, "Topics"),
      Action: [
        "kafka-cluster:DescribeTopic",
        "kafka-cluster:ReadData",
        "kafka-cluster:WriteData",
        ...(client.createTopics === true ? ["kafka-cluster:CreateTopic"] : []),
      ],
      Resource: client.topics.map((topic) => within(clusterArn, "topic", topic)),
    },
    ...(groups.length === 0
      ? []
      : [
          {
            Sid: sid(name, "Groups"),
            Action: ["kafka-cluster:DescribeGroup", "kafka-cluster:AlterGroup"],
            Resource: groups,
          },
        ]),
  ];
}

/** What is wrong with the topics' and groups' names: at least one topic, and no wildcard. */
export function kafkaClientFaults({ topics, groups }: KafkaClient, label: Label): Fault[] {
  const accepted = "1 to 249 letters, digits, dots, hyphens and underscores: a full name, no wildcard";
  const named = (argument: string, names: readonly string[]) =>
    names.flatMap((name, at) => textFaults(label(`${argument}[${at}]`), name, /^[A-Za-z0-9._-]{1,249}$/, accepted));
  const none = topics.length === 0 ? [{ path: label("topics"), given: topics, accepted: "at least one topic" }] : [];
  return [...none, ...named("topics", topics), ...named("groups", groups)];
}

/** `arn:aws:kafka:eu-west-1:111122223333:cluster/orders/UUID` -> `...:topic/orders/UUID/events`. */
function within(clusterArn: pulumi.Input<string>, kind: "topic" | "group", name: string): pulumi.Output<string> {
  return pulumi.output(clusterArn).apply((arn) => `${arn.replace(":cluster/", `:${kind}/`)}/${name}`);
}
