import assert from "node:assert/strict";
import { toPrune } from "../../../../components/rollout/drive/prune.ts";

/** Oldest first: a is the oldest. */
const ALL = ["a", "b", "c", "d", "e"].map((id, createdAt) => ({ id, createdAt }));
const KEEP = { count: 3, serving: "e", previous: "d", never: [] };

describe("Pruning instance configurations", () => {
  it("keeps as many as were asked for, the newest, and deletes the oldest first", () => {
    assert.deepEqual(toPrune(ALL, KEEP), ["a", "b"]);
  });

  it("keeps what serves and what served before, however old they are", () => {
    assert.deepEqual(toPrune(ALL, { ...KEEP, serving: "a", previous: "b" }), ["c", "d"]);
  });

  it("keeps what serves even where nothing else is kept", () => {
    assert.deepEqual(toPrune(ALL, { ...KEEP, count: 1 }), ["a", "b", "c", "d"]);
  });

  it("never deletes what is in use or protected, on top of the others", () => {
    assert.deepEqual(toPrune(ALL, { ...KEEP, never: ["a"] }), ["b"]);
  });
});
