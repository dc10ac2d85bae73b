import assert from "node:assert/strict";
import { cloudClock } from "../../../../components/rollout/oci/clock.ts";

/** 10:00:00 in the cloud. */
const TEN = Date.UTC(2026, 0, 5, 10);
const header = (milliseconds: number) => new Date(milliseconds).toUTCString();

/** A machine whose clocks stand until they are pushed. */
function machine(wall: number) {
  const slept: number[] = [];
  let steady = 5000;
  return {
    slept,
    pass: (milliseconds: number) => {
      steady += milliseconds;
    },
    steady: () => steady,
    wall: () => wall + steady - 5000,
    sleep: async (milliseconds: number) => {
      slept.push(milliseconds);
    },
  };
}

describe("the cloud's clock", () => {
  it("is this machine's until the cloud has answered", () => {
    const here = machine(TEN);
    const clock = cloudClock(1, here);
    here.pass(1500);
    assert.equal(clock.now(), TEN + 1500);
  });

  it("is the cloud's from the first answer on, also when this machine's is hours ahead or behind", () => {
    for (const off of [-7_200_000, 7_200_000]) {
      const here = machine(TEN + off);
      const clock = cloudClock(1, here);
      clock.now();
      const sent = clock.reading();
      here.pass(200);
      clock.heard(header(TEN), sent);
      assert.ok(Math.abs(clock.now() - TEN) <= 1200, `${off}: ${clock.now() - TEN}`);
      const before = clock.now();
      here.pass(3000);
      assert.equal(clock.now(), before + 3000);
    }
  });

  it("doesn't jitter with the second that a header leaves out", () => {
    const here = machine(TEN);
    const clock = cloudClock(1, here);
    for (let count = 0; count < 20; count += 1) {
      clock.heard(header(here.wall()), clock.reading());
      assert.equal(clock.now(), here.wall());
      here.pass(130);
    }
  });

  it("follows a cloud whose clock is pushed forward", () => {
    const here = machine(TEN);
    const clock = cloudClock(1, here);
    clock.heard(header(TEN), clock.reading());
    clock.heard(header(TEN + 60_000), clock.reading());
    assert.equal(clock.now(), TEN + 60_000);
  });

  it("never goes back once it is held, and stands until it is true again", () => {
    const here = machine(TEN);
    const clock = cloudClock(1, here);
    clock.heard(header(TEN + 10_000), clock.reading());
    assert.equal(clock.now(), TEN + 10_000);
    clock.heard(header(TEN), clock.reading());
    assert.equal(clock.now(), TEN + 10_000);
    here.pass(12_000);
    assert.ok(clock.now() > TEN + 10_000);
  });

  it("runs and sleeps as many times faster as it is told", async () => {
    const here = machine(TEN);
    const clock = cloudClock(60, here);
    clock.heard(header(TEN), clock.reading());
    const before = clock.now();
    here.pass(500);
    assert.equal(clock.now(), before + 30_000);
    await clock.sleep(30);
    assert.deepEqual(here.slept, [500]);
  });

  it("takes no notice of an answer without a date, or with nonsense", () => {
    const here = machine(TEN);
    const clock = cloudClock(1, here);
    clock.heard(null, clock.reading());
    clock.heard("yesterday", clock.reading());
    assert.equal(clock.now(), TEN);
  });
});
