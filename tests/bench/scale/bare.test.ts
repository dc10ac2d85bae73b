import assert from "node:assert/strict";

import { bareProgram } from "./bare.ts";
import type { RecordedResource } from "./recorded.ts";

const queue: RecordedResource = {
  urn: "urn:queue",
  type: "aws:sqs/queue:Queue",
  name: "bench-0-jobs",
  inputs: { name: "bench-0-jobs", receiveWaitTimeSeconds: 20 },
  outputs: { id: "https://sqs/bench-0-jobs", arn: "arn:aws:sqs:bench-0-jobs", name: "bench-0-jobs" },
  sources: {},
  dependencies: [],
};

const about = (given: Partial<RecordedResource>): RecordedResource => ({
  urn: "urn:policy",
  type: "aws:sqs/queuePolicy:QueuePolicy",
  name: "bench-0-policy",
  inputs: {},
  outputs: {},
  sources: {},
  dependencies: [],
  ...given,
});

/** The lines of the loop's body. */
const written = (...resources: RecordedResource[]): string[] =>
  bareProgram(resources, { marker: "bench-0", nameOf: "bench-${n}", units: 3 })
    .split("\n")
    .filter((line) => line.startsWith("  const"));

describe("the program without components", () => {
  it("imports each class once, by its file, and makes so many units", () => {
    const text = bareProgram([queue, { ...queue, urn: "urn:other" }], { marker: "bench-0", nameOf: "b${n}", units: 3 });
    assert.equal(text.match(/import \{ Queue as sqs_queue_Queue \} from "@pulumi\/aws\/sqs\/queue\.js";/g)?.length, 1);
    assert.match(text, /for \(let n = 0; n < 3; n \+= 1\) \{/);
  });

  it("gives each unit names of its own", () => {
    assert.deepEqual(written(queue), [
      '  const r0 = new sqs_queue_Queue(`bench-${n}-jobs`, { "name": `bench-${n}-jobs`, "receiveWaitTimeSeconds": 20 });',
    ]);
  });

  it("refers to another resource's output where its value came from there", () => {
    const policy = about({
      inputs: { queueUrl: "https://sqs/bench-0-jobs", policy: '{"Resource":"arn:aws:sqs:bench-0-jobs"}' },
      sources: { queueUrl: [queue.urn], policy: [queue.urn] },
      dependencies: [queue.urn],
    });
    assert.equal(
      written(queue, policy)[1],
      "  const r1 = new sqs_queuePolicy_QueuePolicy(`bench-${n}-policy`, " +
        '{ "queueUrl": r0.id, "policy": pulumi.interpolate`{"Resource":"${r0.arn}"}` });',
    );
  });

  it("leaves a text alone that only looks like an output", () => {
    const policy = about({ inputs: { queueUrl: "https://sqs/bench-0-jobs" } });
    assert.match(written(queue, policy)[1] ?? "", /"queueUrl": `https:\/\/sqs\/bench-\$\{n\}-jobs`/);
  });

  it("finds outputs in lists and objects", () => {
    const policy = about({
      inputs: { actions: ["arn:aws:sqs:bench-0-jobs"], dimensions: { queue: "bench-0-jobs" } },
      sources: { actions: [queue.urn], dimensions: [queue.urn] },
    });
    assert.match(written(queue, policy)[1] ?? "", /"actions": \[r0\.arn\], "dimensions": \{ "queue": r0\.name \}/);
  });

  it("waits in so many words for what no input refers to", () => {
    assert.match(written(queue, about({ dependencies: [queue.urn] }))[1] ?? "", /\{ dependsOn: \[r0\] \}\);$/);
  });

  it("keeps what means something else inside a template string", () => {
    const policy = about({ inputs: { policy: "a `b` ${c} \\d" } });
    assert.match(written(policy)[0] ?? "", /"policy": `a \\`b\\` \\\$\{c\} \\\\d`/);
  });

  it("refuses a type whose file it can't tell", () => {
    assert.throws(() => written({ ...queue, type: "pulumi:providers:aws" }), /class of pulumi:providers:aws/);
  });
});
