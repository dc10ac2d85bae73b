import assert from "node:assert/strict";
import { AlarmTopic, alarmTopicFaults, ownName } from "@tidegate/aws";
import { ACCOUNT, arnOf, build, known } from "../built.ts";
import { isAllowed } from "../../../support/iam.ts";

const topic = (email: readonly string[] = []) =>
  build((options) => new AlarmTopic("alarms", { topicName: "quiz-alarms", email }, options));
const ARN = arnOf("aws:sns/topic:Topic", "quiz-alarms")!;
const OWN = { "aws:SourceAccount": ACCOUNT, "aws:SecureTransport": "true" };

describe("AlarmTopic", () => {
  it("is encrypted by a key of its own, which turns", async () => {
    const { only } = await topic();
    assert.equal(only("Key").inputs["enableKeyRotation"], true);
    assert.match(String(only("Topic").inputs["kmsMasterKeyId"]), /^arn:aws:kms:/);
  });

  const PUBLISHERS: [string, string, Record<string, string>, boolean][] = [
    ["an alarm of the account", "cloudwatch.amazonaws.com", OWN, true],
    ["a budget of the account", "budgets.amazonaws.com", OWN, true],
    ["an alarm of a stranger", "cloudwatch.amazonaws.com", { ...OWN, "aws:SourceAccount": "444455556666" }, false],
    ["another service", "events.amazonaws.com", OWN, false],
    ["an alarm without TLS", "cloudwatch.amazonaws.com", { ...OWN, "aws:SecureTransport": "false" }, false],
  ];
  for (const [who, principal, context, passes] of PUBLISHERS) {
    it(`${passes ? "takes" : "refuses"} what ${who} publishes`, async () => {
      const { only } = await topic();
      const resourcePolicy = String(only("TopicPolicy").inputs["policy"]);
      assert.equal(
        await isAllowed({ action: "sns:Publish", resource: ARN, resourcePolicy, principal, context }),
        passes,
      );
    });
  }

  it("lets its publishers use the key for it, strangers not, and the account rule it", async () => {
    const { only } = await topic();
    const resourcePolicy = String(only("Key").inputs["policy"]);
    const resource = arnOf("aws:kms/key:Key", "alarms-key")!;
    const asked = { resource, resourcePolicy, principal: "cloudwatch.amazonaws.com" };
    const stranger = { "aws:SourceAccount": "444455556666" };
    assert.equal(await isAllowed({ ...asked, action: "kms:GenerateDataKey", context: OWN }), true);
    assert.equal(await isAllowed({ ...asked, action: "kms:Decrypt", context: OWN }), true);
    assert.equal(await isAllowed({ ...asked, action: "kms:Decrypt", context: stranger }), false);
    assert.equal(await isAllowed({ ...asked, action: "kms:ScheduleKeyDeletion", context: OWN }), false);
    const admin = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "kms:*", Resource: "*" }],
    });
    const change = { action: "kms:PutKeyPolicy", resource, resourcePolicy, policies: [admin] };
    assert.equal(await isAllowed(change), true);
  });

  it("mails each address", async () => {
    const { all } = await topic(["ops@example.com", "owner@example.com"]);
    assert.deepEqual(
      all("TopicSubscription").map(({ inputs }) => [inputs["topic"], inputs["protocol"], inputs["endpoint"]]),
      [
        [ARN, "email", "ops@example.com"],
        [ARN, "email", "owner@example.com"],
      ],
    );
  });

  it("tells its ARN", async () => {
    assert.equal(await known((await topic()).component.arn), ARN);
  });

  it("refuses what is no name and what is no address, and one twice", () => {
    const paths = (topicName: string, email: string[]) =>
      alarmTopicFaults({ topicName, email }, ownName).map(({ path }) => path);
    assert.deepEqual(paths("quiz", ["ops@example.com"]), []);
    assert.deepEqual(paths("quiz alarms", ["ops"]), ["topicName", "email[0]"]);
    assert.deepEqual(paths("quiz", ["ops@example.com", "ops@example.com"]), ["email[1]"]);
  });
});
