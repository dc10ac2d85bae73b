import assert from "node:assert/strict";
import {
  QUEUE,
  QUEUE_POLICY,
  REDRIVE_ALLOW_POLICY,
  REDRIVE_POLICY,
} from "../../../../rehearsal/aws/services/sqs/types.ts";
import type { Resource } from "../../../../rehearsal/aws/resource.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { UNKNOWN } from "../../../../rehearsal/plugins/protocol/values.ts";
import { Account } from "../account.ts";
import { allow, arnOf, policy } from "../policies.ts";
import { caught, previewed, refused } from "../refused.ts";

describe("queues of the embedded SQS", () => {
  let account: Account;
  let dead: Resource;
  let jobs: Resource;
  beforeEach(() => {
    account = new Account();
    dead = account.make(QUEUE, { name: "jobs-dlq", messageRetentionSeconds: 1_209_600 });
    jobs = account.make(QUEUE, { name: "jobs", redrivePolicy: redrive(dead) });
  });

  const redrive = (target: Resource, maxReceiveCount: unknown = 5) =>
    JSON.stringify({ deadLetterTargetArn: arnOf(target), maxReceiveCount });

  it("have their URL for an id, and SQS's own defaults", () => {
    const url = "https://sqs.eu-central-1.amazonaws.com/111122223333/jobs";
    const { id, outputs } = jobs;
    assert.deepEqual([id, outputs["url"]], [url, url]);
    assert.equal(outputs["arn"], "arn:aws:sqs:eu-central-1:111122223333:jobs");
    assert.deepEqual([outputs["visibilityTimeoutSeconds"], outputs["sqsManagedSseEnabled"]], [30, true]);
    assert.equal(account.ask("aws:sqs/getQueue:getQueue", { name: "jobs" })?.["url"], url);
    refused(() => account.ask("aws:sqs/getQueue:getQueue", { name: "no" }), "QueueDoesNotExist", /does not exist/);
  });

  it("are one of a name", () => {
    refused(() => account.make(QUEUE, { name: "jobs" }), "QueueAlreadyExists", /already exists/);
  });

  const previews: readonly [string, Properties, string, RegExp][] = [
    [
      "a visibility of more than twelve hours",
      { visibilityTimeoutSeconds: 43_201 },
      "visibilityTimeoutSeconds",
      /43200/,
    ],
    ["messages kept for a second", { messageRetentionSeconds: 1 }, "messageRetentionSeconds", /60 - 1209600/],
    ["a long poll of a minute", { receiveWaitTimeSeconds: 60 }, "receiveWaitTimeSeconds", /0 - 20/],
    ["a FIFO queue without its suffix", { name: "jobs", fifoQueue: true }, "name", /\.fifo/],
    ["the suffix without a FIFO queue", { name: "jobs.fifo" }, "name", /\.fifo/],
    [
      "deduplication where there is none",
      { contentBasedDeduplication: true },
      "contentBasedDeduplication",
      /FIFO queue/,
    ],
    [
      "two kinds of encryption",
      { kmsMasterKeyId: "alias/k", sqsManagedSseEnabled: true },
      "kmsMasterKeyId",
      /exactly one/,
    ],
    ["a redrive policy that is no JSON", { redrivePolicy: "dlq" }, "redrivePolicy", /JSON/],
  ];
  for (const [what, inputs, property, words] of previews) {
    it(`refuse ${what} in a preview`, () => caught(QUEUE, inputs, property, words));
  }

  it("say nothing in a preview of what is right or not known yet", () => {
    const fifo = {
      name: "jobs.fifo",
      fifoQueue: true,
      contentBasedDeduplication: true,
      fifoThroughputLimit: "perQueue",
    };
    assert.deepEqual(previewed(QUEUE, fifo), []);
    assert.deepEqual(
      previewed(QUEUE, { name: UNKNOWN.string, redrivePolicy: UNKNOWN.string, delaySeconds: UNKNOWN.number }),
      [],
    );
  });

  const redriven = (redrivePolicy: string, name = "other") => account.make(QUEUE, { name, redrivePolicy });
  const broken: readonly [string, () => unknown, RegExp][] = [
    [
      "a dead-letter queue that isn't there",
      () => redriven(JSON.stringify({ deadLetterTargetArn: `${arnOf(dead)}x`, maxReceiveCount: 5 })),
      /Dead letter target does not exist/,
    ],
    [
      "no dead-letter queue",
      () => redriven(JSON.stringify({ maxReceiveCount: 5 })),
      /mandatory attribute: deadLetterTargetArn/,
    ],
    [
      "no count",
      () => redriven(JSON.stringify({ deadLetterTargetArn: arnOf(dead) })),
      /mandatory attribute: maxReceiveCount/,
    ],
    ["a count of 0", () => redriven(redrive(dead, 0)), /from 1 to 1000/],
    [
      "itself for a dead-letter queue",
      () => account.make(REDRIVE_POLICY, { queueUrl: jobs.id, redrivePolicy: redrive(jobs) }),
      /its own dead-letter queue/,
    ],
    [
      "itself for a dead-letter queue in an update",
      () => account.change(jobs, { name: "jobs", redrivePolicy: redrive(jobs) }),
      /its own dead-letter queue/,
    ],
    [
      "a dead-letter queue of the other type",
      () => account.make(QUEUE, { name: "o.fifo", fifoQueue: true, redrivePolicy: redrive(dead) }),
      /same type/,
    ],
    [
      "a dead-letter queue that takes nobody's",
      () => {
        lets({ redrivePermission: "denyAll" });
        return redriven(redrive(dead));
      },
      /does not allow this source/,
    ],
    [
      "a dead-letter queue that takes another's",
      () => {
        lets({ redrivePermission: "byQueue", sourceQueueArns: [arnOf(jobs)] });
        return redriven(redrive(dead));
      },
      /does not allow this source/,
    ],
    ["an allow policy of no known permission", () => lets({ redrivePermission: "all" }), /allowAll, denyAll, byQueue/],
    ["an allow policy by queue without queues", () => lets({ redrivePermission: "byQueue" }), /1 to 10/],
  ];
  const lets = (allowed: object) =>
    account.make(REDRIVE_ALLOW_POLICY, { queueUrl: dead.id, redriveAllowPolicy: JSON.stringify(allowed) });
  for (const [what, act, words] of broken) {
    it(`refuse ${what}`, () => refused(act, "InvalidParameterValue", words));
  }

  it("take the messages of the queue that they name", () => {
    lets({ redrivePermission: "byQueue", sourceQueueArns: [arnOf(jobs)] });
    account.make(REDRIVE_POLICY, { queueUrl: jobs.id, redrivePolicy: redrive(dead) });
  });

  it("take a policy that is one", () => {
    const right = policy(allow("sqs:SendMessage", arnOf(jobs), { Principal: "*" }));
    assert.equal(account.make(QUEUE_POLICY, { queueUrl: jobs.id, policy: right }).id, jobs.id);
    const wrong = policy(allow("sqs:SendMessage", arnOf(jobs)));
    refused(() => account.make(QUEUE_POLICY, { queueUrl: dead.id, policy: wrong }), "InvalidAttributeValue", /Policy/);
    refused(() => account.make(QUEUE_POLICY, { queueUrl: "no", policy: right }), "QueueDoesNotExist", /does not exist/);
  });
});
