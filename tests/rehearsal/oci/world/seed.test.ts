import assert from "node:assert/strict";
import { boots } from "../../../../rehearsal/oci/collections.ts";
import { seeded } from "../../../../rehearsal/oci/moment.ts";
import { newWorld } from "../../../../rehearsal/oci/world.ts";
import { openStage } from "../compute/stage.ts";

/** What a pool of two instances comes to in a world with this seed. */
async function poolOf(seed: string): Promise<{ ids: string[]; bootTimes: number[] }> {
  const stage = await openStage({ seed });
  try {
    const began = stage.world.runtime.clock.now();
    const poolId = await stage.pool({ size: 2 });
    stage.pass(120);
    const members = await stage.members(poolId);
    const found = boots.list(stage.world.runtime.world);
    return {
      ids: [poolId, ...members.map((member) => String(member["id"]))],
      bootTimes: found.map((boot) => boot.servesAt - began),
    };
  } finally {
    await stage.close();
  }
}

describe("a world's seed", () => {
  it("decides its ids and its boot times: the same seed the same ones, another seed others", async () => {
    const one = await poolOf("one");
    assert.equal(one.ids.length, 3);
    assert.equal(one.bootTimes.length, 2);
    assert.deepEqual(await poolOf("one"), one);
    const two = await poolOf("two");
    assert.equal(new Set([...one.ids, ...two.ids]).size, 6);
    assert.equal(new Set([...one.bootTimes, ...two.bootTimes]).size, 4);
  });

  it("decides what is drawn for a label", () => {
    const draw = (seed: string, label: string) => seeded(newWorld({ seed, speed: 0 }), label);
    assert.equal(draw("one", "a"), draw("one", "a"));
    assert.notEqual(draw("one", "a"), draw("two", "a"));
    assert.notEqual(draw("one", "a"), draw("one", "b"));
    const many = Array.from({ length: 200 }, (_, n) => draw("one", `label/${n}`));
    assert.ok(many.every((drawn) => drawn >= 0 && drawn < 1));
    assert.ok(many.some((drawn) => drawn < 0.1) && many.some((drawn) => drawn > 0.9));
  });

  it("draws no boot shorter than a minute", async () => {
    const { bootTimes } = await poolOf("three");
    assert.ok(
      bootTimes.every((time) => time >= 60_000),
      String(bootTimes),
    );
  });
});
