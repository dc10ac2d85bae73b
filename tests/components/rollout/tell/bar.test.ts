import assert from "node:assert/strict";
import type { Stage } from "../../../../components/rollout/drive/events.ts";
import { barOf, createBar } from "../../../../components/rollout/tell/bar.ts";
import type { LookedEvent } from "../../../../components/rollout/tell/bar.ts";
import { BEGIN, play } from "../picture/scenes.ts";

const LOOK: LookedEvent = { kind: "looked", at: BEGIN, serving: 6, instances: 7, replaced: 3, desired: 6 };

describe("a rollout's bar", () => {
  it("shows what is replaced, what serves and what is under way", () => {
    const stages = new Map<Stage, number>([
      ["available", 6],
      ["booting", 1],
      ["gone", 3],
    ]);
    assert.equal(
      barOf(LOOK, { columns: 80, stages }),
      "[##########----------] 50% 3 of 6 replaced, 6 serving of 6, 1 booting",
    );
  });

  for (const replaced of [6, 9]) {
    it(`stays below 100 % with ${replaced} of 6 replaced, until it is complete`, () => {
      assert.match(barOf({ ...LOOK, replaced }, { columns: 80 }), /^\[#{19}-\] 99% /);
      assert.match(barOf({ ...LOOK, replaced }, { columns: 80, complete: true }), /^\[#{20}\] 100% /);
    });
  }

  it("survives a pool of nothing", () => {
    assert.match(barOf({ ...LOOK, replaced: 0, desired: 0, serving: 0 }, { columns: 40 }), /^\[-{10}\] 0% 0 of 0/);
  });

  it("never exceeds the terminal, and leaves away whole parts from the end", () => {
    for (let columns = 0; columns < 120; columns++) assert.ok(barOf(LOOK, { columns }).length <= columns);
    assert.equal(barOf(LOOK, { columns: 36 }), "[#####-----] 50% 3 of 6 replaced");
  });

  it("follows a rollout: to 100 % at the end, and not before", () => {
    const bars = play({ desired: 3, surge: 1 }).map(createBar(() => 80));
    const shown = bars.filter((bar) => bar !== undefined);
    assert.match(shown.at(-1)!, /\] 100% 3 of 3 replaced, 3 serving of 3$/);
    assert.equal(shown.filter((bar) => bar.includes("100%")).length, 1);
    assert.ok(shown.some((bar) => bar.endsWith("1 draining")));
  });

  it("says that it goes back, and fills nothing when the rollout is halted", () => {
    const events = play({ desired: 2, surge: 1, sickFrom: 1 });
    const bars = events.map(createBar(() => 80)).filter((bar) => bar !== undefined);
    assert.match(bars.at(-1)!, /100% back: 2 of 2 replaced/);
    const halted = events.map((event) =>
      event.kind === "finished" ? { ...event, outcome: "halted" as const } : event,
    );
    assert.match(halted.map(createBar(() => 80)).at(-1)!, / 99% /);
  });
});
