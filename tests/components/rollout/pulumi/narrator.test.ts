import assert from "node:assert/strict";
import type { RolloutEvent } from "../../../../components/rollout/drive/events.ts";
import { narrate } from "../../../../components/rollout/provider/narrator.ts";
import { NEW, OLD, START } from "./fixture.ts";

const looked = (seconds: number, replaced: number): RolloutEvent => {
  return { kind: "looked", at: START + seconds * 1000, serving: 2, instances: 2, replaced, desired: 2 };
};
const started: RolloutEvent = { kind: "started", at: START, resumed: false, from: OLD, to: NEW, desired: 2, surge: 1 };
const resized: RolloutEvent = { kind: "resized", at: START + 25_000, from: 2, to: 3 };

describe("the narrator of a rollout", () => {
  it("says a line an event, and draws the bar only when it is new or a line has covered it", () => {
    const shown: string[] = [];
    const sink = narrate(
      (line) => shown.push(`line ${line.includes("resized") ? "resized" : "started"}`),
      (bar) => shown.push(`bar ${/\d of 2/.exec(bar)?.[0]}`),
    );
    [started, looked(1, 0), looked(11, 0), looked(21, 1), resized, looked(31, 1), looked(41, 1)].forEach(sink);
    assert.deepEqual(shown, ["line started", "bar 0 of 2", "bar 1 of 2", "line resized", "bar 1 of 2"]);
  });
});
