import assert from "node:assert/strict";
import { setCpuLoad } from "../../../../rehearsal/oci/services/autoscaling/index.ts";
import { openStage } from "../compute/stage.ts";
import type { Stage } from "../compute/stage.ts";
import { details, schedule } from "./fixtures.ts";

const ALL = "/20181001/autoScalingConfigurations";

describe("autoscaling", () => {
  let stage: Stage;
  let pool: string;
  let id: string;
  beforeEach(async () => {
    stage = await openStage();
    pool = await stage.pool({ size: 2 });
    stage.pass(30);
    id = String((await stage.ok("POST", ALL, details(pool)))["id"]);
  });
  afterEach(() => stage.close());

  const load = (percent: number | undefined, of?: string) => setCpuLoad(stage.world.runtime.present(), percent, of);
  const sizeOf = async () => (await stage.ok("GET", `/20160918/instancePools/${pool}`))["size"];

  it("sees the load that the rehearsal's own door was told, and no other than 0 to 100 per cent", async () => {
    const door = `${stage.world.endpoint}/rehearsal/cpu-load`;
    const tell = (body: object) => fetch(door, { method: "PUT", body: JSON.stringify(body) });
    assert.equal((await tell({ percent: 101 })).status, 400);
    assert.equal((await tell({ percent: 90, pool })).status, 200);
    stage.pass(3600);
    assert.equal(await sizeOf(), 4);
    assert.equal((await tell({ pool })).status, 200);
    assert.equal((await tell({ percent: 5 })).status, 200);
    stage.pass(3600);
    assert.equal(await sizeOf(), 1);
  });

  it("does nothing while the world was told no load", async () => {
    stage.pass(3600);
    assert.equal(await sizeOf(), 2);
  });

  it("scales out when the load has been high for three minutes, and again after the cooldown, up to max", async () => {
    load(90);
    stage.pass(120);
    assert.equal(await sizeOf(), 2);
    stage.pass(130);
    assert.equal(await sizeOf(), 3);
    stage.pass(240);
    assert.equal(await sizeOf(), 3);
    stage.pass(420);
    assert.equal(await sizeOf(), 4);
    stage.pass(3600);
    assert.equal(await sizeOf(), 4);
  });

  it("scales in when the load is low, down to min", async () => {
    load(5);
    stage.pass(3600);
    assert.equal(await sizeOf(), 1);
  });

  it("stays between the thresholds, and goes by the pool's own load before that of all", async () => {
    load(90);
    load(50, pool);
    stage.pass(3600);
    assert.equal(await sizeOf(), 2);
  });

  it("forgets a breach that ended", async () => {
    load(90);
    stage.pass(130);
    load(50);
    stage.pass(60);
    load(90);
    stage.pass(120);
    assert.equal(await sizeOf(), 2);
  });

  it("holds still while it is suspended, and goes on from the size that it finds", async () => {
    await stage.ok("PUT", `${ALL}/${id}`, { isEnabled: false });
    load(90);
    stage.pass(3600);
    assert.equal(await sizeOf(), 2);
    await stage.ok("PUT", `/20160918/instancePools/${pool}`, { size: 1 });
    await stage.ok("PUT", `${ALL}/${id}`, { isEnabled: true });
    assert.equal(await sizeOf(), 1);
    stage.pass(1000);
    assert.notEqual(await sizeOf(), 1);
  });

  it("keeps a schedule, in UTC", async () => {
    await stage.ok("DELETE", `${ALL}/${id}`);
    // The world begins on a Monday at 9:00.
    await stage.ok("POST", ALL, { ...details(pool), policies: [schedule("0 30 9 ? * MON-FRI")] });
    stage.pass(25 * 60);
    assert.equal(await sizeOf(), 2);
    stage.pass(6 * 60);
    assert.equal(await sizeOf(), 3);
  });

  it("stops a pool on schedule", async () => {
    await stage.ok("DELETE", `${ALL}/${id}`);
    const resourceAction = { actionType: "power", action: "STOP" };
    await stage.ok("POST", ALL, { ...details(pool), policies: [schedule("0 30 9 5 1 ? 2026", { resourceAction })] });
    stage.pass(35 * 60);
    assert.equal((await stage.ok("GET", `/20160918/instancePools/${pool}`))["lifecycleState"], "STOPPED");
  });

  for (const expression of ["30 0 9 ? * *", "0 0 9 * * *", "0 61 9 ? * *", "0 0 9 ? * L", "0 9 *"]) {
    it(`refuses the schedule ${expression}`, async () => {
      await stage.ok("DELETE", `${ALL}/${id}`);
      const answer = await stage.refused("POST", ALL, { ...details(pool), policies: [schedule(expression)] });
      assert.equal(answer.status, 400);
      assert.match(answer.text, /executionSchedule\.expression/);
    });
  }
});
