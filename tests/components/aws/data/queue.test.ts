import assert from "node:assert/strict";
import { Queue, queueFaults, ownName } from "@tidegate/aws";
import { arnOf, build, known } from "../built.ts";
import type { Built } from "../built.ts";
import { isAllowed } from "../../../support/iam.ts";

const ARGS = { queueName: "quiz-jobs", visibilitySeconds: 300, maxReceiveCount: 3 };
const queue = (more: object = {}): Promise<Built<Queue>> =>
  build((options) => new Queue("jobs", { ...ARGS, ...more }, options));
const sqsArn = (name: string) => arnOf("aws:sqs/queue:Queue", name)!;
const one = ({ all }: Built<Queue>, name: string) => all("Queue").find((found) => found.name === name)!.inputs;
const json = (value: unknown): unknown => JSON.parse(String(value));

describe("Queue", () => {
  it("is encrypted, polls long and hides a message as long as asked", async () => {
    const inputs = one(await queue(), "jobs");
    assert.equal(inputs["name"], "quiz-jobs");
    assert.equal(inputs["sqsManagedSseEnabled"], true);
    assert.equal(inputs["receiveWaitTimeSeconds"], 20);
    assert.equal(inputs["visibilityTimeoutSeconds"], 300);
    assert.equal(inputs["messageRetentionSeconds"], 4 * 86_400);
  });

  it("sends what fails to its dead-letter queue, which keeps it for 14 days", async () => {
    const built = await queue();
    assert.deepEqual(json(one(built, "jobs")["redrivePolicy"]), {
      deadLetterTargetArn: sqsArn("quiz-jobs-dlq"),
      maxReceiveCount: 3,
    });
    const dlq = one(built, "jobs-dlq");
    assert.equal(dlq["name"], "quiz-jobs-dlq");
    assert.equal(dlq["messageRetentionSeconds"], 14 * 86_400);
    assert.equal(dlq["sqsManagedSseEnabled"], true);
    assert.equal(dlq["redrivePolicy"], undefined);
  });

  it("takes dead letters from its own queue alone", async () => {
    const { only, component } = await queue();
    const { inputs } = only("RedriveAllowPolicy");
    assert.equal(inputs["queueUrl"], await known(component.dlqUrl));
    assert.deepEqual(json(inputs["redriveAllowPolicy"]), {
      redrivePermission: "byQueue",
      sourceQueueArns: [sqsArn("quiz-jobs")],
    });
  });

  it("is FIFO in both queues when asked, and both names say so", async () => {
    const { all } = await queue({ fifo: true });
    assert.deepEqual(
      all("Queue").map(({ inputs }) => [inputs["name"], inputs["fifoQueue"], inputs["contentBasedDeduplication"]]),
      [
        ["quiz-jobs-dlq.fifo", true, true],
        ["quiz-jobs.fifo", true, true],
      ],
    );
  });

  it("lets nobody in without TLS, in both queues", async () => {
    const { all } = await queue();
    const policies = all("QueuePolicy").map(({ inputs }) => String(inputs["policy"]));
    assert.equal(policies.length, 2);
    for (const [at, name] of ["quiz-jobs", "quiz-jobs-dlq"].entries()) {
      const resource = sqsArn(name);
      const asked = {
        action: "sqs:SendMessage",
        resource,
        policies: [anyone(resource)],
        resourcePolicy: policies[at]!,
      };
      assert.equal(await isAllowed({ ...asked, context: { "aws:SecureTransport": "true" } }), true);
      assert.equal(await isAllowed({ ...asked, context: { "aws:SecureTransport": "false" } }), false);
    }
  });

  it("rings when it is deep, when it is old, and at the first dead letter", async () => {
    const { all } = await queue({ alarmTopicArn: "arn:topic", depthAlarm: 50, ageAlarmSeconds: 600 });
    const seen = all("MetricAlarm").map(({ inputs }) => [
      inputs["name"],
      inputs["metricName"],
      inputs["dimensions"],
      inputs["threshold"],
      inputs["comparisonOperator"],
      inputs["alarmActions"],
    ]);
    const above = "GreaterThanThreshold";
    const [main, dead] = [{ QueueName: "quiz-jobs" }, { QueueName: "quiz-jobs-dlq" }];
    assert.deepEqual(seen, [
      ["quiz-jobs-depth", "ApproximateNumberOfMessagesVisible", main, 50, above, ["arn:topic"]],
      ["quiz-jobs-age", "ApproximateAgeOfOldestMessage", main, 600, above, ["arn:topic"]],
      ["quiz-jobs-dead-letters", "ApproximateNumberOfMessagesVisible", dead, 0, above, ["arn:topic"]],
    ]);
  });

  it("tells URL, ARN and name of both queues", async () => {
    const { component } = await queue();
    assert.equal(await known(component.url), "https://sqs.eu-central-1.amazonaws.com/111122223333/quiz-jobs");
    assert.equal(await known(component.arn), sqsArn("quiz-jobs"));
    assert.equal(await known(component.name), "quiz-jobs");
    assert.equal(await known(component.dlqUrl), "https://sqs.eu-central-1.amazonaws.com/111122223333/quiz-jobs-dlq");
    assert.equal(await known(component.dlqArn), sqsArn("quiz-jobs-dlq"));
    assert.equal(await known(component.dlqName), "quiz-jobs-dlq");
  });
});

describe("a queue's arguments", () => {
  const faults = (more: object) => queueFaults({ ...ARGS, ...more }, ownName).map(({ path }) => path);
  const CASES: [string, object, string[]][] = [
    ["as they are", {}, []],
    ["the longest name", { queueName: "q".repeat(76) }, []],
    ["a name too long for its dead-letter queue", { queueName: "q".repeat(77) }, ["queueName"]],
    ["a name too long for its FIFO dead-letter queue", { queueName: "q".repeat(72), fifo: true }, ["queueName"]],
    ["a name that ends as the component ends it", { queueName: "jobs.fifo" }, ["queueName"]],
    ["a message never hidden", { visibilitySeconds: 0 }, ["visibilitySeconds"]],
    ["half a day and a second", { visibilitySeconds: 43_201 }, ["visibilitySeconds"]],
    ["never handed out", { maxReceiveCount: 0 }, ["maxReceiveCount"]],
    ["kept as long as dead letters are", { retentionDays: 14 }, ["retentionDays"]],
    ["several at once", { depthAlarm: 0, ageAlarmSeconds: 5 }, ["depthAlarm", "ageAlarmSeconds"]],
  ];
  for (const [title, more, paths] of CASES) {
    it(title, () => assert.deepEqual(faults(more), paths));
  }

  it("are refused before anything is registered", async () => {
    await assert.rejects(queue({ maxReceiveCount: 0 }), /jobs: 1 value is not acceptable.*\n.*maxReceiveCount/);
  });
});

function anyone(resource: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sqs:*", Resource: resource }],
  });
}
