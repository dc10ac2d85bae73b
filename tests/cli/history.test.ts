import assert from "node:assert/strict";
import { historyIn, historyTable, readHistory } from "../../cli/history.ts";

const ENTRY = {
  configurationId: "ocid1.instanceconfiguration.oc1..aaaa",
  from: "2026-01-01T10:00:00Z",
  outcome: "moved",
};

describe("The history of a pool", () => {
  it("is read", () => {
    assert.deepEqual(readHistory([ENTRY, { ...ENTRY, to: "2026-01-01T11:00:00Z" }]), [
      ENTRY,
      { ...ENTRY, to: "2026-01-01T11:00:00Z" },
    ]);
  });

  it("is found in the state, where tries that failed stand too", () => {
    const rollout = { type: "pulumi-nodejs:dynamic/rollout:SurgeRollout", outputs: { history: [ENTRY] } };
    const other = { type: "oci:Core/instancePool:InstancePool", outputs: { size: 3 } };
    assert.deepEqual(historyIn({ deployment: { resources: [other, rollout] } }), [ENTRY]);
    assert.equal(historyIn({ deployment: { resources: [other] } }), undefined);
  });

  it("tells which entry can't be read", () => {
    assert.throws(() => readHistory([ENTRY, { ...ENTRY, from: 7 }]), /history\[1\]/);
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
