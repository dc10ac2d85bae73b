import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WorldClock } from "../../../../rehearsal/oci/clock.ts";
import { Runtime } from "../../../../rehearsal/oci/runtime.ts";
import { WORLD_EPOCH } from "../../../../rehearsal/oci/world.ts";

/** A clock of the real world that a test moves: milliseconds since some moment. */
function handMoved() {
  let real = 5_000_000;
  return { now: () => real, pass: (milliseconds: number) => (real += milliseconds) };
}

describe("world time", () => {
  it("runs so many times as fast as real time", () => {
    for (const speed of [1, 60, 0.5]) {
      const real = handMoved();
      const clock = new WorldClock({ now: 1000, speed }, real.now);
      real.pass(2000);
      assert.equal(clock.now(), 1000 + 2000 * speed);
    }
  });

  it("stands at speed 0, but for a push", () => {
    const real = handMoved();
    const clock = new WorldClock({ now: 1000, speed: 0 }, real.now);
    real.pass(3_600_000);
    assert.equal(clock.now(), 1000);
    clock.advance(90);
    assert.equal(clock.now(), 91_000);
  });

  it("goes on from where it is when its speed changes or it is pushed", () => {
    const real = handMoved();
    const clock = new WorldClock({ now: 0, speed: 10 }, real.now);
    real.pass(1000);
    clock.setSpeed(2);
    assert.equal(clock.now(), 10_000);
    real.pass(1000);
    assert.equal(clock.now(), 12_000);
    clock.advance(8);
    real.pass(1000);
    assert.equal(clock.now(), 22_000);
    assert.deepEqual(clock.state(), { now: 22_000, speed: 2 });
  });
});

describe("a served world's time", () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "tidegate-clock-"));
    file = join(folder, "world.json");
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("begins at one moment for every world", async () => {
    const runtime = await Runtime.open({ file, speed: 0 });
    assert.equal(runtime.present().now, WORLD_EPOCH);
  });

  it("stands still while nobody serves it, and goes on from there at the speed that it had", async () => {
    const real = handMoved();
    const first = await Runtime.open({ file, speed: 60, realNow: real.now });
    real.pass(1000);
    assert.equal(first.present().now, WORLD_EPOCH + 60_000);
    await first.save();
    real.pass(24 * 3_600_000);
    const second = await Runtime.open({ file, realNow: real.now });
    assert.equal(second.present().now, WORLD_EPOCH + 60_000);
    real.pass(1000);
    assert.equal(second.present().now, WORLD_EPOCH + 120_000);
  });

  it("takes the speed that it is opened with", async () => {
    const real = handMoved();
    await Runtime.open({ file, speed: 60, realNow: real.now });
    const runtime = await Runtime.open({ file, speed: 1, realNow: real.now });
    real.pass(1000);
    assert.equal(runtime.present().now, WORLD_EPOCH + 1000);
  });
});
