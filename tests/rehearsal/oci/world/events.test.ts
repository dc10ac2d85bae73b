import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventKind, settle } from "../../../../rehearsal/oci/events.ts";
import type { EventKind } from "../../../../rehearsal/oci/events.ts";
import { Runtime } from "../../../../rehearsal/oci/runtime.ts";
import { newWorld } from "../../../../rehearsal/oci/world.ts";
import type { World } from "../../../../rehearsal/oci/world.ts";

describe("what takes time", () => {
  let world: World;
  let seen: string[];
  beforeEach(() => {
    world = newWorld({ seed: "test", speed: 0 });
    seen = [];
  });

  const note = eventKind<{ text: string }>("test.note", ({ now }, { text }) => seen.push(`${text}@${now}`));
  const schedule = (seconds: number, text: string) => note.schedule({ world, now: 0 }, seconds, { text });
  const settleAt = (now: number, ...kinds: EventKind[]) =>
    settle(world, now, new Map([note, ...kinds].map(({ kind, handle }) => [kind, handle])));

  it("happens in order of time, and at equal times in the order in which it was scheduled", () => {
    schedule(3, "c");
    schedule(1, "a");
    schedule(2, "b1");
    schedule(2, "b2");
    assert.equal(settleAt(10_000), 4);
    assert.deepEqual(seen, ["a@1000", "b1@2000", "b2@2000", "c@3000"]);
  });

  it("happens once its moment has come, not before, and once only", () => {
    schedule(2, "a");
    assert.equal(settleAt(1999), 0);
    assert.equal(settleAt(2000), 1);
    assert.equal(settleAt(9000), 0);
    assert.deepEqual(seen, ["a@2000"]);
  });

  it("may make more happen, which takes its turn among the rest, at its own moment", () => {
    const chain = eventKind<{ left: number }>("test.chain", (moment, { left }) => {
      seen.push(`chain${left}@${moment.now}`);
      if (left > 0) {
        chain.schedule(moment, 2, { left: left - 1 });
      }
    });
    chain.schedule({ world, now: 0 }, 1, { left: 2 });
    schedule(4, "a");
    assert.equal(settleAt(4000, chain), 3);
    assert.deepEqual(seen, ["chain2@1000", "chain1@3000", "a@4000"]);
    assert.equal(settleAt(5000, chain), 1);
    assert.deepEqual(seen.at(-1), "chain0@5000");
  });

  it("that no service of this version knows stops everything, with its name", () => {
    world.events.push({ at: 1, order: 1, kind: "gone.kind", data: {} });
    assert.throws(() => settleAt(1000), /event of kind gone\.kind/);
  });

  it("happens in a served world as its clock passes, and survives the process", async () => {
    const folder = await mkdtemp(join(tmpdir(), "tidegate-events-"));
    try {
      const services = [{ name: "test", routes: [], events: [note] }];
      const file = join(folder, "world.json");
      const first = await Runtime.open({ file, speed: 0, services });
      note.schedule(first.present(), 100, { text: "late" });
      first.clock.advance(99);
      await first.save();
      const second = await Runtime.open({ file, services });
      second.present();
      assert.deepEqual(seen, []);
      second.clock.advance(1);
      second.present();
      assert.equal(seen.length, 1);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
