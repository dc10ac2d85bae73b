import assert from "node:assert/strict";
import { assertRefused, shownUnder } from "./scene.ts";
import { set } from "./mistake.ts";
import { MISTAKES } from "./tables/index.ts";

const OUTPUT = `
Diagnostics:
  aws:sqs:Queue (shop-dev-queue):
    error: updating aws.sqs.Queue: api error InvalidParameterValue: no
    further words

  pulumi:pulumi:Stack (shop-dev):
    error: update failed

Outputs:
    queue: "shop-dev-queue):"
`;

const MISTAKE = {
  name: "a wrong queue",
  at: ["Queue", "queue"],
  change: set({}),
  fails: "change",
  says: /InvalidParameterValue/,
} as const;

describe("The tables of mistakes", () => {
  it("have a name for each", () => {
    const names = MISTAKES.map(({ name }) => name);
    assert.deepEqual(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
    );
  });

  it("say a reason that isn't just any text", () => {
    const loose = MISTAKES.filter(({ says }) => says.test("") || says.test("error: update failed"));
    assert.deepEqual(
      loose.map(({ name }) => name),
      [],
    );
  });
});

describe("A mistake's refusal", () => {
  it("is read under its resource alone", () => {
    assert.match(shownUnder("shop-dev-queue", OUTPUT), /InvalidParameterValue: no\n {4}further words/);
    assert.doesNotMatch(shownUnder("shop-dev-queue", OUTPUT), /update failed|queue:/);
    assert.equal(shownUnder("shop-dev-other", OUTPUT), "");
  });

  it("needs a failed run, that resource, and that reason", () => {
    const run = { code: 1, output: OUTPUT, stdout: OUTPUT };
    assertRefused(run, MISTAKE, "shop-dev");
    assert.throws(() => assertRefused({ ...run, code: 0 }, MISTAKE, "shop-dev"), /should have failed/);
    assert.throws(() => assertRefused(run, { ...MISTAKE, shownAt: "table" }, "shop-dev"), /Nothing is said under/);
    assert.throws(() => assertRefused(run, { ...MISTAKE, says: /AccessDenied/ }, "shop-dev"), /AccessDenied/);
  });
});
