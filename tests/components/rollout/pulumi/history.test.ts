import assert from "node:assert/strict";
import type { HistoryEntry } from "@tidegate/rollout";
import { served, tried } from "../../../../components/rollout/provider/history.ts";

const FIRST: HistoryEntry = { configurationId: "a", from: "1", outcome: "adopted" };

describe("the history of a rollout", () => {
  it("begins with what served at first", () => {
    assert.deepEqual(served([], FIRST), [FIRST]);
  });

  it("ends one time where the next begins, newest first", () => {
    assert.deepEqual(served([FIRST], { configurationId: "b", from: "2", outcome: "moved" }), [
      { configurationId: "b", from: "2", outcome: "moved" },
      { ...FIRST, to: "2" },
    ]);
  });

  it("stays as it is while the same serves", () => {
    assert.deepEqual(served([FIRST], { configurationId: "a", from: "2", outcome: "moved" }), [FIRST]);
  });

  it("knows the one that serves by its open end, though failed attempts are newer", () => {
    const attempt = { configurationId: "b", from: "2", to: "3", outcome: "returned: no" };
    const history = tried([FIRST], attempt);
    assert.deepEqual(history, [attempt, FIRST]);
    assert.equal(served(history, { configurationId: "a", from: "4", outcome: "moved" }), history);
    assert.deepEqual(served(history, { configurationId: "c", from: "4", outcome: "moved" })[2], { ...FIRST, to: "4" });
  });

  it("holds 50 entries, and among them always the one that serves", () => {
    let history: readonly HistoryEntry[] = [FIRST];
    for (let at = 2; at < 100; at += 1) {
      history = tried(history, { configurationId: "b", from: String(at), to: String(at), outcome: "returned: no" });
    }
    assert.equal(history.length, 50);
    assert.deepEqual(history.at(-1), FIRST);
    for (let at = 100; at < 200; at += 1) {
      history = served(history, { configurationId: String(at), from: String(at), outcome: "moved" });
    }
    assert.equal(history.length, 50);
    assert.equal(history[0]?.configurationId, "199");
  });
});
