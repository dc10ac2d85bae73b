import assert from "node:assert/strict";
import { moveState } from "../../../cli/foundation/index.ts";
import { readState } from "../../../cli/foundation/state.ts";
import { exported, firstWorld, FULL, isMoved, Killed, processIn } from "./model.ts";
import type { Death, World } from "./model.ts";

/** More calls than a move makes. */
const CALLS = 16;
const DEATHS: readonly Death[] = Array.from({ length: CALLS }, (_, index) => index + 1).flatMap((call) => [
  { call, after: false },
  { call, after: true },
]);

describe("moving the foundation's state", () => {
  it("goes into the bucket, and back", async () => {
    const world = firstWorld();
    await run(world, false);
    assert.ok(isMoved(world, false));
    await run(world, false);
    assert.ok(isMoved(world, false));
    await run(world, true);
    assert.ok(isMoved(world, true));
  });

  it("is finished by the next run, killed at whatever moment, and killed again", async () => {
    let killed = 0;
    for (const first of DEATHS) {
      for (const second of [undefined, ...DEATHS]) {
        const world = firstWorld();
        killed += Number(await run(world, false, first));
        killed += Number(second !== undefined && (await run(world, false, second)));
        await run(world, false);
        assert.ok(isMoved(world, false), JSON.stringify([first, second, world]));
      }
    }
    // As many as a whole move has moments at least; fewer would mean that nobody died.
    assert.ok(killed > 500, String(killed));
  });

  it("goes where the last run was told to, even when the killed ones went the other way", async () => {
    for (const first of DEATHS) {
      for (const second of DEATHS) {
        for (const isBack of [false, true]) {
          const world = firstWorld();
          await run(world, false, first);
          await run(world, true, second);
          await run(world, isBack);
          assert.ok(isMoved(world, isBack), JSON.stringify([first, second, isBack, world]));
        }
      }
    }
  });

  it("makes a stack again that was only half made", async () => {
    const world = firstWorld();
    world.bucket.held = exported([]);
    await run(world, false);
    assert.ok(isMoved(world, false));
  });

  it("refuses two states that differ, and says when each was written", async () => {
    const world = firstWorld();
    world.bucket.held = exported([{ urn: "urn:other", type: "a:b:C" }], world.bucket.secrets, "2026-11-02T09:00:00Z");
    await assert.rejects(run(world, false), /folder: last written 2026-11-01T08[^]*bucket: last written 2026-11-02T09/);
    assert.equal(world.local.held, FULL);
  });

  it("refuses to move nothing, or to nowhere", async () => {
    const none = firstWorld();
    none.local.held = undefined;
    await assert.rejects(
      run(none, false),
      /Neither the folder nor the bucket holds a state: run `npm run foundation -- up`/,
    );
    const nowhere = firstWorld();
    nowhere.bucket.isThere = false;
    await assert.rejects(run(nowhere, false), /the bucket isn't there/);
    await run(nowhere, true);
    assert.equal(nowhere.local.held, FULL);
  });

  it("warns of what is unfinished, and moves all the same", async () => {
    const world = firstWorld();
    const { version, deployment } = readState(FULL);
    world.local.held = JSON.stringify({
      version,
      deployment: { ...deployment, pending_operations: [{ type: "creating" }] },
    });
    const told: string[] = [];
    const ports = { ...processIn(world, false), planned: () => Promise.resolve("~ 1 to update") };
    await moveState({ ...ports, tell: (line) => void told.push(line) });
    assert.match(told.join("\n"), /1 operations of a killed run[^]*an up would change something[^]*~ 1 to update/);
    assert.equal(readState(world.bucket.held ?? "{}").pending.length, 1);
  });
});

/** Whether it was killed. At every moment the whole state must be somewhere. */
async function run(world: World, isBack: boolean, death?: Death): Promise<boolean> {
  const moment = () => {
    const places = [world.local, world.bucket].map(({ held }) => readState(held ?? "{}").resources.length);
    assert.ok(Math.max(...places) > 0, "the state is lost");
  };
  try {
    await moveState(processIn(world, isBack, death, death === undefined ? undefined : moment));
    return false;
  } catch (error) {
    if (error instanceof Killed) return true;
    throw error;
  }
}
