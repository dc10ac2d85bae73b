import assert from "node:assert/strict";
import { shownLine } from "../../../rehearsal/session/engine-lines.ts";

describe("The engine's output in a rehearsal", () => {
  it("shows what was done", () => {
    const line = " +  oci:Core:InstancePool trivia-pay-dev-instances-pool created (0.56s) ";
    assert.deepEqual(shownLine(line), { text: line, passing: false });
  });

  for (const line of [
    "@ updating.......",
    " +  oci:Core:InstancePool trivia-pay-dev-instances-pool creating (0s) ",
    " ++ oci:Core:InstanceConfiguration x creating replacement (0s)[retain] [diff: ~instanceDetails]",
    "  ",
  ]) {
    it(`leaves out "${line.trim()}", whose end is told too`, () => {
      assert.equal(shownLine(line), undefined);
    });
  }

  it("shows a rollout's line without the row that it stands in", () => {
    const line =
      "    pulumi:pulumi:Stack trivia-pay-dev running rollout +0m10s     pointed     new instances are launched from x";
    assert.deepEqual(shownLine(line), {
      text: "rollout +0m10s     pointed     new instances are launched from x",
      passing: false,
    });
  });

  it("knows a progress bar", () => {
    const line = "    pulumi:pulumi:Stack trivia-pay-dev running [###---] 50% 1 of 2 replaced, 2 serving of 2";
    assert.deepEqual(shownLine(line), { text: "[###---] 50% 1 of 2 replaced, 2 serving of 2", passing: true });
  });

  it("leaves out a rollout's lines when they are gathered at the end", () => {
    assert.equal(shownLine("    rollout +0m10s     pointed     new instances are launched from x"), undefined);
  });
});
