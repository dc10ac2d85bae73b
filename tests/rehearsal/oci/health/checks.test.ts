import assert from "node:assert/strict";
import { nextChecks } from "../../../../rehearsal/oci/health/checks.ts";
import type { Checks, Rhythm } from "../../../../rehearsal/oci/health/checks.ts";
import { boots, loadBalancers } from "../../../../rehearsal/oci/collections.ts";
import { poolHealth } from "../../../../rehearsal/oci/health/pool.ts";
import { BALANCER } from "../compute/stage.ts";
import type { Body } from "../compute/stage.ts";
import { openTown, RUNS, SET_PATH } from "../town.ts";
import type { Town } from "../town.ts";

const SECOND = 1000;

describe("a load balancer's checks", () => {
  const rhythm = { intervalInMillis: 10 * SECOND, retries: 3 };
  const added: Checks = {
    firstAt: 0,
    passes: false,
    passesSince: 0,
    answers: false,
    isOk: false,
    failure: "CONNECT_FAILED",
  };

  /** The moments, in seconds, at which the load balancer changes its mind, when the backend changes at these. */
  function decisions(changes: readonly number[], given: Rhythm = rhythm, from: Checks = added): number[] {
    let checks = from;
    const found: number[] = [];
    for (let second = 0; second <= 300; second += 1) {
      const passes = changes.filter((at) => at <= second).length % 2 === 1 ? !from.passes : from.passes;
      const next = nextChecks(checks, passes, second * SECOND, given);
      if (next.isOk !== checks.isOk) {
        found.push(second);
      }
      checks = next;
    }
    return found;
  }

  it("believe in a backend after three good ones in a row", () => {
    assert.deepEqual(decisions([62]), [90]);
    assert.deepEqual(decisions([60]), [80]);
    assert.deepEqual(decisions([61]), [90]);
  });

  it("give a backend up after as many bad ones", () => {
    const ok = { ...added, passes: true, isOk: true };
    assert.deepEqual(decisions([62], rhythm, ok), [90]);
  });

  it("go by the health checker's interval and retries, and by OCI's defaults where it has none", () => {
    assert.deepEqual(decisions([62], { intervalInMillis: 5 * SECOND, retries: 1 }), [65]);
    assert.deepEqual(decisions([62], { intervalInMillis: 60 * SECOND, retries: 2 }), [180]);
    assert.deepEqual(decisions([62], {}), [90]);
  });

  it("begin to count anew when the backend changes in between", () => {
    assert.deepEqual(decisions([62, 85, 95]), [120]);
  });

  it("say when the next change of mind is due, and that none is", () => {
    const begun = nextChecks(added, true, 62 * SECOND, rhythm);
    assert.equal(begun.decidesAt, 90 * SECOND);
    assert.equal(nextChecks(begun, true, 90 * SECOND, rhythm).decidesAt, undefined);
    assert.equal(nextChecks(begun, false, 70 * SECOND, rhythm).decidesAt, undefined);
  });
});

describe("health at the load balancer", () => {
  let town: Town;
  let pool: string;
  beforeEach(async () => {
    town = await openTown();
    pool = await town.servingPool(2);
  });
  afterEach(() => town.close());

  const setHealth = () => town.ok("GET", `${SET_PATH}/health`);
  const critical = async () => (await setHealth())["criticalStateBackendNames"] as string[];

  it("comes up to 30 s after an instance has begun to serve, in every place where it can be read", async () => {
    await town.ok("PUT", `/20160918/instancePools/${pool}`, { size: 3 });
    town.pass(RUNS);
    const [id = ""] = await town.memberIds(pool);
    const [name = ""] = await critical();
    assert.equal(name, await town.backendOf(pool, id));
    const { world } = town.world.runtime;
    town.pass(((boots.get(world, id)?.servesAt ?? 0) - town.world.runtime.clock.now()) / SECOND + 10);
    const status = async () => [
      (await town.ok("GET", `${SET_PATH}/backends/${encodeURIComponent(name)}/health`))["status"],
      ((await town.members(pool))[0]?.["loadBalancerBackends"] as Body[])[0]?.["backendHealthStatus"],
      poolHealth(town.world.runtime.present(), pool).status,
    ];
    assert.deepEqual(await status(), ["CRITICAL", "CRITICAL", "CRITICAL"]);
    assert.match(poolHealth(town.world.runtime.present(), pool).reasons.join(), /not seen enough good health checks/);
    town.pass(20);
    assert.deepEqual(await status(), ["OK", "OK", "OK"]);
    assert.equal((await setHealth())["status"], "OK");
  });

  it("stays OK while a backend drains, and counts it", async () => {
    const [one = ""] = await town.memberIds(pool);
    await town.drain(await town.backendOf(pool, one));
    town.pass(600);
    const { status, totalBackendCount } = await setHealth();
    assert.deepEqual([status, totalBackendCount], ["OK", 2]);
  });

  it("of a draining backend that dies turns CRITICAL", async () => {
    const [one = ""] = await town.memberIds(pool);
    const name = await town.backendOf(pool, one);
    await town.drain(name);
    await town.ok("POST", `/20160918/instances/${one}?action=STOP`);
    assert.deepEqual(await critical(), []);
    town.pass(30);
    assert.deepEqual(await critical(), [name]);
  });

  it("is forgotten with the backend", async () => {
    const notes = () => Object.keys(town.world.runtime.present().world.ledgers["backendChecks"] ?? {}).length;
    assert.equal(notes(), 2);
    const [one = ""] = await town.memberIds(pool);
    await town.detach(pool, one);
    assert.equal(notes(), 1);
    assert.equal(
      loadBalancers.get(town.world.runtime.world, BALANCER)?.backendSets?.["api-backend"]?.backends.length,
      1,
    );
  });
});
