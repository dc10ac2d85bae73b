import assert from "node:assert/strict";
import { judged } from "../../../tools/ci/results.ts";

const results = (changes: Readonly<Record<string, unknown>> = {}) =>
  JSON.stringify({
    affected: { result: "success", outputs: { stacks: "[]" } },
    preview: { result: "success", outputs: {} },
    rehearsal: { result: "skipped", outputs: {} },
    ...changes,
  });

describe("jobs that are gathered into one check", () => {
  it("pass where all went well or had nothing to do, each told", () => {
    assert.deepEqual(judged(results()), {
      exitCode: 0,
      lines: ["affected: success", "preview: success", "rehearsal: skipped"],
    });
  });

  for (const result of ["failure", "cancelled", "", "Success"]) {
    it(`don't pass where one ended as "${result}"`, () => {
      assert.equal(judged(results({ preview: { result } })).exitCode, 1);
    });
  }

  for (const [what, text] of [
    ["no job", "{}"],
    ["nothing", ""],
    ["no object", "[]"],
    ["a job without a result", results({ preview: {} })],
  ] as const) {
    it(`don't pass where there is ${what}`, () => {
      assert.equal(judged(text).exitCode, 2);
    });
  }
});
