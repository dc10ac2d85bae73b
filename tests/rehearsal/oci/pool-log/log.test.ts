import assert from "node:assert/strict";
import { boots } from "../../../../rehearsal/oci/collections.ts";
import type { PoolLogEntry } from "../../../../rehearsal/oci/pool-log/entry.ts";
import { MOST_ENTRIES, poolLog } from "../../../../rehearsal/oci/pool-log/log.ts";
import { Runtime } from "../../../../rehearsal/oci/runtime.ts";
import { details } from "../autoscaling/fixtures.ts";
import { openTown, RUNS, SERVES } from "../town.ts";
import type { Town } from "../town.ts";

const POOLS = "/20160918/instancePools";
const SCALERS = "/20181001/autoScalingConfigurations";

describe("a pool's log", () => {
  let town: Town;
  let pool: string;
  let one: string;
  let other: string;
  /** Entries up to here are the pool's beginning. */
  let from: number;
  beforeEach(async () => {
    town = await openTown();
    pool = await town.servingPool(2);
    [one = "", other = ""] = await town.memberIds(pool);
    from = (await town.log(pool)).length;
  });
  afterEach(() => town.close());

  const now = () => town.world.runtime.clock.now();
  const since = async () => (await town.log(pool)).slice(from);
  const told = (entries: readonly PoolLogEntry[], id?: string) =>
    entries.filter((entry) => id === undefined || entry.instanceId === id).map((entry) => entry.what);

  it("tells how it began, each thing at its moment", async () => {
    const entries = await town.log(pool);
    assert.deepEqual(told(entries).slice(0, 3), ["created", "launched", "launched"]);
    assert.deepEqual(told(entries, one), ["launched", "state", "running", "serving"]);
    const at = (what: string) => entries.find((entry) => entry.what === what && entry.instanceId === one)?.at ?? 0;
    assert.equal(at("running") - at("launched"), 25_000);
    // The load balancer's third good check, on the rhythm that began as the instance became a backend.
    const late = at("serving") - (boots.get(town.world.runtime.world, one)?.servesAt ?? 0);
    assert.ok(late >= 20_000 && late <= 30_000, `${late} ms`);
    assert.equal((at("serving") - at("running")) % 10_000, 0);
    const last = entries.at(-1);
    assert.deepEqual([last?.serving, last?.members, last?.desired], [[one, other], [one, other], 2]);
  });

  it("has no entry where nothing changes", async () => {
    await town.ok("PUT", `${POOLS}/${pool}`, { displayName: "another" });
    town.pass(3600);
    assert.deepEqual(await since(), []);
  });

  it("tells one lane of a rollout: who serves with what, at every step", async () => {
    const target = await town.version("2.0.0");
    const started = now();
    await town.ok("PUT", `${POOLS}/${pool}`, { size: 3, instanceConfigurationId: target });
    town.pass(SERVES);
    await town.drain(await town.backendOf(pool, one));
    town.pass(117);
    await town.detach(pool, one);
    town.pass(60);
    const entries = await since();
    const added = entries.find((entry) => entry.what === "launched")?.instanceId ?? "";
    assert.deepEqual(told(entries), [
      ...["pointed", "resized", "launched", "state", "running", "serving"],
      ...["drain-on", "not-serving", "resized", "detached", "terminating", "terminated"],
    ]);
    assert.equal(entries[0]?.at, started);
    assert.equal(entries[0]?.configurationId, target);
    assert.equal(entries[1]?.detail, "2 to 3");
    const detached = entries.find((entry) => entry.what === "detached");
    // The change of the drain took its time in the load balancer's line.
    assert.deepEqual([detached?.drainedSeconds, detached?.healthy], [117.5, true]);
    assert.deepEqual([detached?.instances.length, detached?.members.length], [3, 2]);
    assert.deepEqual(
      entries.map(({ serving }) => serving.length),
      [2, 2, 2, 2, 2, 3, 2, 2, 2, 2, 2, 2],
    );
    const end = entries.at(-1);
    assert.deepEqual([end?.serving, end?.instances, end?.desired], [[other, added], [other, added], 2]);
    assert.equal(end?.configurations[1], target);
    assert.notEqual(end?.configurations[0], target);
  });

  it("shows that a backend was taken out undrained, and a gap in who serves", async () => {
    await town.detach(pool, one);
    town.pass(60);
    const detached = (await since()).find((entry) => entry.what === "detached");
    assert.deepEqual([detached?.drainedSeconds, detached?.healthy, detached?.serving], [undefined, true, [other]]);
  });

  it("shows whom the pool's own scale-in terminates, and that nobody drained it", async () => {
    await town.ok("PUT", `${POOLS}/${pool}`, { size: 1 });
    town.pass(60);
    const ended = (await since()).find((entry) => entry.what === "terminating");
    assert.deepEqual([ended?.instanceId, ended?.drainedSeconds, ended?.healthy], [one, undefined, true]);
  });

  it("calls an instance no longer serving as soon as it is dead, though the load balancer has yet to notice", async () => {
    const at = now();
    await town.ok("POST", `/20160918/instances/${one}?action=STOP`);
    const [first] = (await since()).filter((entry) => entry.what === "not-serving");
    assert.deepEqual([first?.at, first?.instanceId, first?.serving], [at, one, [other]]);
  });

  it("knows an instance that was never healthy for what it is", async () => {
    town.world.runtime.world.faults = [{ kind: "never-healthy", match: pool }];
    await town.ok("PUT", `${POOLS}/${pool}`, { size: 3 });
    town.pass(SERVES);
    const [bad = ""] = await town.memberIds(pool);
    await town.detach(pool, bad);
    const detached = (await since()).find((entry) => entry.what === "detached");
    assert.deepEqual([detached?.healthy, told(await since(), bad).includes("serving")], [false, false]);
  });

  it("knows of a draining instance that died before it was detached", async () => {
    await town.drain(await town.backendOf(pool, one));
    await town.ok("POST", `/20160918/instances/${one}?action=STOP`);
    town.pass(117);
    await town.detach(pool, one);
    const detached = (await since()).find((entry) => entry.what === "detached");
    assert.deepEqual([detached?.drainedSeconds, detached?.healthy], [117.5, false]);
  });

  it("tells a drain that was taken back, with its length", async () => {
    const name = await town.backendOf(pool, one);
    await town.drain(name);
    town.pass(57);
    await town.drain(name, false);
    const entries = await since();
    assert.deepEqual(told(entries), ["drain-on", "not-serving", "drain-off", "serving"]);
    assert.equal(entries[2]?.drainedSeconds, 60);
  });

  it("tells when the autoscaler is switched on and off, and what it did", async () => {
    const id = String((await town.ok("POST", SCALERS, details(pool)))["id"]);
    await town.ok("PUT", `${SCALERS}/${id}`, { isEnabled: false });
    await town.ok("PUT", `${SCALERS}/${id}`, { isEnabled: true });
    await town.ok("DELETE", `${SCALERS}/${id}`);
    const entries = await since();
    assert.deepEqual(told(entries), ["autoscaling-on", "autoscaling-off", "autoscaling-on", "autoscaling-off"]);
    assert.deepEqual(
      entries.map((entry) => entry.autoscalingEnabled),
      [true, false, true, false],
    );
  });

  it("keeps an instance among its own that was detached and lives on, until it is TERMINATED", async () => {
    const body = { instanceId: one, isDecrementSize: true };
    await town.ok("POST", `${POOLS}/${pool}/actions/detachInstance`, body);
    town.pass(600);
    assert.deepEqual((await since()).at(-1)?.instances, [one, other]);
    await town.ok("DELETE", `/20160918/instances/${one}`);
    town.pass(60);
    const entries = await since();
    assert.deepEqual(told(entries), ["resized", "detached", "not-serving", "terminating", "terminated"]);
    assert.deepEqual(entries.at(-1)?.instances, [other]);
  });

  it("goes on in the next process, at the right moments", async () => {
    await town.ok("PUT", `${POOLS}/${pool}`, { size: 3 });
    const runtime = await Runtime.open({ file: `${town.world.folder}/world.json`, speed: 0 });
    runtime.clock.advance(SERVES);
    const entries = poolLog(runtime.present().world, pool)?.slice(from) ?? [];
    assert.deepEqual(told(entries), ["resized", "launched", "state", "running", "serving"]);
    town.pass(SERVES);
    assert.deepEqual(entries, await since());
  });

  it("holds its last entries only", async () => {
    const before = poolLog(town.world.runtime.world, pool) ?? [];
    const name = await town.backendOf(pool, one);
    const log = town.world.runtime.world.ledgers["poolLogs"]?.[pool] as { entries: unknown[] };
    log.entries = Array.from({ length: MOST_ENTRIES }, (_, n) => ({ ...(log.entries[n % before.length] as object) }));
    await town.drain(name);
    const entries = await town.log(pool);
    assert.equal(entries.length, MOST_ENTRIES);
    assert.deepEqual(told(entries).slice(-2), ["drain-on", "not-serving"]);
  });

  it("ends a day after the pool, and there is none of a pool that never was", async () => {
    await town.ok("DELETE", `${POOLS}/${pool}`);
    town.pass(RUNS);
    assert.equal((await town.log(pool)).at(-1)?.instances.length, 0);
    town.pass(25 * 3600);
    const door = `${town.world.endpoint}/rehearsal/pool-log`;
    assert.equal((await fetch(`${door}?pool=${pool}`)).status, 404);
    assert.equal((await fetch(`${door}?pool=absent`)).status, 404);
    assert.equal((await fetch(door)).status, 400);
  });
});
