import assert from "node:assert/strict";
import type { EngineRun } from "../../rehearsal/session/stack.ts";
import { stepsOf } from "./plan.ts";

const URN = "urn:pulumi:dev::quiz::";
const STEPS = [
  { op: "same", urn: `${URN}pulumi:pulumi:Stack::quiz-dev` },
  { op: "read", urn: `${URN}aws:ec2/vpc:Vpc::shared` },
  { op: "create", urn: `${URN}tidegate-aws:index:Queue$aws:sqs/queue:Queue::quiz-dev-jobs` },
  { op: "update", urn: `${URN}aws:sns/topic:Topic::alarms` },
];
const preview = (change: Partial<EngineRun> = {}): EngineRun => {
  const stdout = JSON.stringify({ steps: STEPS });
  return { code: 0, stdout, output: `warning: an older version\n${stdout}`, ...change };
};

describe("a plan", () => {
  it("is told by operation, type and name, without what stays or is only read", () => {
    assert.deepEqual(stepsOf(preview()), [
      { operation: "create", type: "aws:sqs/queue:Queue", name: "quiz-dev-jobs" },
      { operation: "update", type: "aws:sns/topic:Topic", name: "alarms" },
    ]);
  });

  it("may be empty", () => {
    assert.deepEqual(stepsOf(preview({ stdout: "{}" })), []);
  });

  it("is none where the preview failed, whatever steps it told", () => {
    assert.throws(() => stepsOf(preview({ code: 255, output: "error: no such image" })), /no such image/);
  });
});
