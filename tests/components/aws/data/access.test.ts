/** What each store's statements allow on the store itself, and deny on its neighbour, judged by a real evaluator. */
import assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import { Kafka, Queue, Table, kafkaStatements, policyOf } from "@tidegate/aws";
import type { Statement } from "@tidegate/aws";
import { ACCOUNT, REGION, build, known } from "../built.ts";
import { isAllowed } from "../../../support/iam.ts";

const HERE = `${REGION}:${ACCOUNT}`;
const SQS = `arn:aws:sqs:${HERE}`;
const TABLES = `arn:aws:dynamodb:${HERE}:table`;
const KAFKA = `arn:aws:kafka:${HERE}`;
const UUID = "1a2b3c4d-0000-4000-8000-aaaabbbbcccc-s1";
const CLIENT = { topics: ["events"], groups: ["tracker"] };

const queue = (options: pulumi.ComponentResourceOptions) =>
  new Queue("jobs", { queueName: "quiz-jobs", visibilitySeconds: 300, maxReceiveCount: 3 }, options);
const table = (options: pulumi.ComponentResourceOptions) =>
  new Table(
    "turns",
    {
      tableName: "quiz-turns",
      hashKey: { name: "id", type: "S" },
      indexes: [{ indexName: "by-day", hashKey: { name: "day", type: "S" } }],
      billing: { mode: "on-demand" },
      protect: false,
    },
    options,
  );
const kafka = (options: pulumi.ComponentResourceOptions) =>
  new Kafka("bus", { clusterName: "quiz", subnetIds: ["subnet-1", "subnet-2"], securityGroupId: "sg-1" }, options);

const POLICIES: Readonly<Record<string, () => Promise<string>>> = {
  sender: async () => policyText((await build(queue)).component.sendStatements()),
  consumer: async () => policyText((await build(queue)).component.consumeStatements()),
  service: async () => policyText((await build(table)).component.readWriteStatements()),
  client: async () => policyText((await build(kafka)).component.clientStatements(CLIENT)),
  creator: async () => policyText((await build(kafka)).component.clientStatements({ ...CLIENT, createTopics: true })),
  writer: async () => policyText((await build(kafka)).component.clientStatements({ ...CLIENT, groups: [] })),
};

/** Who, which action, on what, and whether it passes. */
const CASES: readonly (readonly [string, string, string, boolean])[] = [
  ["sender", "sqs:SendMessage", `${SQS}:quiz-jobs`, true],
  ["sender", "sqs:GetQueueUrl", `${SQS}:quiz-jobs`, true],
  ["sender", "sqs:SendMessage", `${SQS}:quiz-jobs-dlq`, false],
  ["sender", "sqs:SendMessage", `${SQS}:other-jobs`, false],
  ["sender", "sqs:ReceiveMessage", `${SQS}:quiz-jobs`, false],
  ["sender", "sqs:PurgeQueue", `${SQS}:quiz-jobs`, false],
  ["consumer", "sqs:ReceiveMessage", `${SQS}:quiz-jobs`, true],
  ["consumer", "sqs:DeleteMessage", `${SQS}:quiz-jobs`, true],
  ["consumer", "sqs:ChangeMessageVisibility", `${SQS}:quiz-jobs`, true],
  ["consumer", "sqs:ReceiveMessage", `${SQS}:quiz-jobs-dlq`, false],
  ["consumer", "sqs:ReceiveMessage", `${SQS}:other-jobs`, false],
  ["consumer", "sqs:SendMessage", `${SQS}:quiz-jobs`, false],
  ["consumer", "sqs:SetQueueAttributes", `${SQS}:quiz-jobs`, false],
  ["service", "dynamodb:GetItem", `${TABLES}/quiz-turns`, true],
  ["service", "dynamodb:PutItem", `${TABLES}/quiz-turns`, true],
  ["service", "dynamodb:UpdateItem", `${TABLES}/quiz-turns`, true],
  ["service", "dynamodb:BatchWriteItem", `${TABLES}/quiz-turns`, true],
  ["service", "dynamodb:ConditionCheckItem", `${TABLES}/quiz-turns`, true],
  ["service", "dynamodb:Query", `${TABLES}/quiz-turns/index/by-day`, true],
  ["service", "dynamodb:Query", `${TABLES}/quiz-turns/index/other`, false],
  ["service", "dynamodb:GetItem", `${TABLES}/other-turns`, false],
  ["service", "dynamodb:PutItem", `${TABLES}/quiz-turns-restored`, false],
  ["service", "dynamodb:DeleteTable", `${TABLES}/quiz-turns`, false],
  ["service", "dynamodb:UpdateTable", `${TABLES}/quiz-turns`, false],
  ["service", "dynamodb:RestoreTableToPointInTime", `${TABLES}/quiz-turns`, false],
  ["client", "kafka-cluster:Connect", `${KAFKA}:cluster/quiz/${UUID}`, true],
  ["client", "kafka-cluster:WriteDataIdempotently", `${KAFKA}:cluster/quiz/${UUID}`, true],
  ["client", "kafka-cluster:Connect", `${KAFKA}:cluster/other/${UUID}`, false],
  ["client", "kafka-cluster:AlterCluster", `${KAFKA}:cluster/quiz/${UUID}`, false],
  ["client", "kafka-cluster:ReadData", `${KAFKA}:topic/quiz/${UUID}/events`, true],
  ["client", "kafka-cluster:WriteData", `${KAFKA}:topic/quiz/${UUID}/events`, true],
  ["client", "kafka-cluster:ReadData", `${KAFKA}:topic/quiz/${UUID}/payments`, false],
  ["client", "kafka-cluster:WriteData", `${KAFKA}:topic/quiz/${UUID}/events-2`, false],
  ["client", "kafka-cluster:ReadData", `${KAFKA}:topic/other/${UUID}/events`, false],
  ["client", "kafka-cluster:CreateTopic", `${KAFKA}:topic/quiz/${UUID}/events`, false],
  ["client", "kafka-cluster:DeleteTopic", `${KAFKA}:topic/quiz/${UUID}/events`, false],
  ["client", "kafka-cluster:AlterGroup", `${KAFKA}:group/quiz/${UUID}/tracker`, true],
  ["client", "kafka-cluster:DescribeGroup", `${KAFKA}:group/quiz/${UUID}/tracker`, true],
  ["client", "kafka-cluster:AlterGroup", `${KAFKA}:group/quiz/${UUID}/other`, false],
  ["client", "kafka-cluster:DeleteGroup", `${KAFKA}:group/quiz/${UUID}/tracker`, false],
  ["creator", "kafka-cluster:CreateTopic", `${KAFKA}:topic/quiz/${UUID}/events`, true],
  ["creator", "kafka-cluster:CreateTopic", `${KAFKA}:topic/quiz/${UUID}/payments`, false],
  ["writer", "kafka-cluster:WriteData", `${KAFKA}:topic/quiz/${UUID}/events`, true],
  ["writer", "kafka-cluster:AlterGroup", `${KAFKA}:group/quiz/${UUID}/tracker`, false],
];

describe("access to data stores", () => {
  const texts = new Map<string, string>();
  before(async () => {
    // One after another: Pulumi's mocks are the process's.
    for (const [who, text] of Object.entries(POLICIES)) texts.set(who, await text());
  });

  for (const [who, action, resource, passes] of CASES) {
    it(`${who} ${passes ? "may" : "may not"} ${action} on ${resource.slice(resource.lastIndexOf(":") + 1)}`, async () => {
      assert.equal(await isAllowed({ action, resource, policies: [texts.get(who)!] }), passes);
    });
  }

  it("names no wildcard anywhere", () => {
    for (const [who, text] of texts) assert.doesNotMatch(text, /\*/, who);
  });

  it("refuses wildcards in the names of topics and groups, all at once", () => {
    const client = { topics: ["events-*"], groups: ["*"] };
    assert.throws(
      () => kafkaStatements("bus", `${KAFKA}:cluster/quiz/${UUID}`, client),
      /2 values are not acceptable[^]*topics\[0\][^]*groups\[0\]/,
    );
  });

  it("refuses a client of no topic", () => {
    assert.throws(() => kafkaStatements("bus", `${KAFKA}:cluster/quiz/${UUID}`, { topics: [], groups: [] }), /topics/);
  });
});

function policyText(statements: readonly Statement[]): Promise<string> {
  return known(policyOf(statements));
}
