import assert from "node:assert/strict";
import { sessionNameOf } from "../../../cli/deployment-login/aws.ts";
import { RUN } from "./fixture.ts";

const LONG = "a".repeat(100);

describe("the name of a run's session on AWS", () => {
  for (const [change, deployment, name] of [
    [{}, "12", "trivia-pay-dev-update-12"],
    [{}, "", "trivia-pay-dev-update"],
    [{ operation: "preview" }, "3", "trivia-pay-dev-preview-3"],
    [{ project: LONG }, "12", `${"a".repeat(54)}-update-12`],
    [{ stack: LONG }, "12", `trivia-pay-${"a".repeat(43)}-update-12`],
  ] as const) {
    it(`is ${name}`, () => {
      const subject = { ...RUN, operation: "update", ...change } as const;
      assert.equal(sessionNameOf({ text: "", file: undefined, subject, deployment }), name);
      assert.ok(name.length <= 64);
    });
  }
});
