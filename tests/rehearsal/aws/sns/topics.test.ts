import assert from "node:assert/strict";
import { TOPIC } from "../../../../rehearsal/aws/services/sns/topic.ts";
import type { Resource } from "../../../../rehearsal/aws/resource.ts";
import { textOf } from "../../../../rehearsal/plugins/protocol/values.ts";
import { Account } from "../account.ts";
import { allow, policy } from "../policies.ts";
import { caught, previewed, refused } from "../refused.ts";

const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";
const POLICY = "aws:sns/topicPolicy:TopicPolicy";
const QUEUE_ARN = "arn:aws:sqs:eu-central-1:111122223333:jobs";

describe("topics of the embedded SNS", () => {
  let account: Account;
  let topic: Resource;
  beforeEach(() => {
    account = new Account();
    topic = account.make(TOPIC, { name: "alarms" });
  });

  const subscribe = (protocol: string, endpoint: string) =>
    account.make(SUBSCRIPTION, { topic: topic.id, protocol, endpoint });

  it("have their ARN for an id, and a policy of SNS's own", () => {
    assert.equal(topic.id, "arn:aws:sns:eu-central-1:111122223333:alarms");
    assert.match(textOf(topic.outputs["policy"]), /AWS:SourceOwner/);
    assert.equal(account.ask("aws:sns/getTopic:getTopic", { name: "alarms" })?.["arn"], topic.id);
    refused(() => account.ask("aws:sns/getTopic:getTopic", { name: "no" }), "NotFound", /Topic does not exist/);
  });

  it("wait for a person to confirm, and for a queue not", () => {
    const mail = subscribe("email", "ops@example.com");
    assert.match(mail.id, /^arn:aws:sns:eu-central-1:111122223333:alarms:[0-9a-f-]{36}$/);
    assert.equal(mail.outputs["pendingConfirmation"], true);
    assert.equal(subscribe("sqs", QUEUE_ARN).outputs["pendingConfirmation"], false);
  });

  const broken: readonly [string, () => unknown, string, RegExp][] = [
    ["an address that is none", () => subscribe("email", "ops"), "InvalidParameter", /Email address/],
    [
      "a queue's URL for its ARN",
      () => subscribe("sqs", "https://sqs.eu-central-1.amazonaws.com/1/jobs"),
      "InvalidParameter",
      /SQS endpoint ARN/,
    ],
    ["a FIFO queue", () => subscribe("sqs", `${QUEUE_ARN}.fifo`), "InvalidParameter", /FIFO/],
    ["http for https", () => subscribe("https", "http://example.com"), "InvalidParameter", /protocol/],
    [
      "a topic that isn't there",
      () => account.make(SUBSCRIPTION, { topic: `${topic.id}x`, protocol: "email", endpoint: "a@b.example" }),
      "NotFound",
      /Topic/,
    ],
    ["a second one of its name", () => account.make(TOPIC, { name: "alarms" }), "InvalidParameter", /already exists/],
    ["a policy for all of sns:*", () => restrict("sns:*"), "InvalidParameter", /out of service scope/],
    [
      "a policy without a principal",
      () => account.make(POLICY, { arn: topic.id, policy: policy(allow("sns:Publish", topic.id)) }),
      "InvalidParameter",
      /Policy Error/,
    ],
  ];
  const restrict = (action: string) =>
    account.make(POLICY, {
      arn: topic.id,
      policy: policy(allow(action, topic.id, { Principal: { Service: "cloudwatch.amazonaws.com" } })),
    });
  for (const [what, act, code, words] of broken) {
    it(`refuse ${what}`, () => refused(act, code, words));
  }

  it("take a policy that lets CloudWatch publish", () => {
    assert.equal(restrict("SNS:Publish").id, topic.id);
  });

  it("are refused in a preview with a name that doesn't fit", () => {
    assert.deepEqual(previewed(TOPIC, { name: "a.fifo", fifoTopic: true, contentBasedDeduplication: true }), []);
    caught(TOPIC, { name: "a", fifoTopic: true }, "name", /\.fifo/);
    caught(TOPIC, { contentBasedDeduplication: true }, "contentBasedDeduplication", /FIFO/);
    caught(SUBSCRIPTION, { topic: topic.id, protocol: "mail", endpoint: "a@b.example" }, "protocol", /email/);
  });
});
