import assert from "node:assert/strict";
import { historyTable, readHistory } from "../../cli/history.ts";

const ENTRY = {
  configurationId: "ocid1.instanceconfiguration.oc1..aaaa",
  from: "2026-01-01T10:00:00Z",
  outcome: "moved",
};

describe("The history of a pool", () => {
  it("is read from the stack's output", () => {
    assert.deepEqual(readHistory([ENTRY, { ...ENTRY, to: "2026-01-01T11:00:00Z" }]), [
      ENTRY,
      { ...ENTRY, to: "2026-01-01T11:00:00Z" },
    ]);
  });

  it("tells which entry can't be read", () => {
    assert.throws(() => readHistory([ENTRY, { ...ENTRY, from: 7 }]), /rollout_history\[1\]/);
  });

  it("tells what to do when a stack has none", () => {
    assert.throws(() => readHistory(undefined), /pulumi up/);
  });

  it("is shown with the one that serves first, and says so", () => {
    const [heading, first] = historyTable([ENTRY]).split("\n");
    assert.match(heading ?? "", /^FROM +TO +OUTCOME +INSTANCE CONFIGURATION$/);
    assert.match(first ?? "", /^2026-01-01T10:00:00Z {2}serves now {2}moved +ocid1\.instanceconfiguration/);
  });
});
