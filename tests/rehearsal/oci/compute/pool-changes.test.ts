import assert from "node:assert/strict";
import { setCpuLoad } from "../../../../rehearsal/oci/services/autoscaling/index.ts";
import { details } from "../autoscaling/fixtures.ts";
import { openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

const POOLS = "/20160918/instancePools";
const CONFIGURATIONS = "/20160918/instanceConfigurations";
const SCALERS = "/20181001/autoScalingConfigurations";

describe("a version of an instance pool", () => {
  let stage: Stage;
  let pool: string;
  beforeEach(async () => {
    stage = await openStage();
    pool = await stage.pool({ size: 2 });
    stage.pass(30);
  });
  afterEach(() => stage.close());

  const etag = async () => String((await stage.ok("GET", `${POOLS}/${pool}`))["etag"]);
  const put = async (body: object, ifMatch: string) => {
    const { status, body: answer } = await stage.world.send("PUT", `${POOLS}/${pool}`, body, { "if-match": ifMatch });
    return [status, (answer as { code?: string }).code];
  };

  it("is what if-match names: of two that read the same one, one comes too late", async () => {
    const read = await etag();
    const instanceConfigurationId = await stage.configuration();
    assert.deepEqual(await put({ freeformTags: { rollout: "one" }, instanceConfigurationId }, read), [200, undefined]);
    assert.deepEqual(await put({ freeformTags: { rollout: "two" } }, read), [412, "NoEtagMatch"]);
    assert.deepEqual((await stage.ok("GET", `${POOLS}/${pool}`))["freeformTags"], { rollout: "one" });
  });

  const changes: Record<string, () => Promise<unknown>> = {
    "its size": () => stage.ok("PUT", `${POOLS}/${pool}`, { size: 3 }),
    "its tags": () => stage.ok("PUT", `${POOLS}/${pool}`, { freeformTags: { a: "b" } }),
    "its configuration": async () =>
      stage.ok("PUT", `${POOLS}/${pool}`, { instanceConfigurationId: await stage.configuration() }),
    "a member that is detached": async () => {
      const instanceId = (await stage.members(pool))[0]?.["id"];
      await stage.ok("POST", `${POOLS}/${pool}/actions/detachInstance`, { instanceId, isDecrementSize: true });
    },
    "the autoscaler": async () => {
      await stage.ok("POST", SCALERS, details(pool));
      setCpuLoad(stage.world.runtime.present(), 90);
      stage.pass(600);
      assert.notEqual((await stage.ok("GET", `${POOLS}/${pool}`))["size"], 2);
    },
  };
  for (const [what, change] of Object.entries(changes)) {
    it(`ends with a change by ${what}`, async () => {
      const before = await etag();
      assert.equal(await etag(), before);
      await change();
      assert.notEqual(await etag(), before);
      assert.equal((await put({ size: 2 }, before))[0], 412);
    });
  }
});

describe("an instance pool's state", () => {
  let stage: Stage;
  let pool: string;
  beforeEach(async () => {
    stage = await openStage();
    pool = await stage.pool({ size: 2 });
    stage.pass(30);
  });
  afterEach(() => stage.close());

  it("lets it be changed while it is SCALING, and members be detached; not before it runs, nor while it stops", async () => {
    await stage.ok("PUT", `${POOLS}/${pool}`, { size: 3 });
    assert.equal((await stage.ok("GET", `${POOLS}/${pool}`))["lifecycleState"], "SCALING");
    await stage.ok("PUT", `${POOLS}/${pool}`, { size: 4, instanceConfigurationId: await stage.configuration() });
    const instanceId = (await stage.members(pool)).at(-1)?.["id"];
    await stage.ok("POST", `${POOLS}/${pool}/actions/detachInstance`, { instanceId });
    stage.pass(60);
    await stage.ok("POST", `${POOLS}/${pool}/actions/stop`);
    const detach = (id: string) => stage.refused("POST", `${POOLS}/${id}/actions/detachInstance`, { instanceId });
    const fresh = await stage.pool();
    for (const [id, state] of [
      [pool, "STOPPING"],
      [fresh, "PROVISIONING"],
    ] as const) {
      for (const answer of [await stage.refused("PUT", `${POOLS}/${id}`, { size: 1 }), await detach(id)]) {
        assert.equal(answer.status, 409);
        assert.match(answer.text, new RegExp(`IncorrectState.*${state}`));
      }
      await stage.ok("PUT", `${POOLS}/${id}`, { freeformTags: { a: "b" } });
    }
  });
});

describe("an instance configuration", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  it("stays while a pool points at it; members that were launched from it don't keep it", async () => {
    const first = await stage.configuration();
    const pool = await stage.pool({ instanceConfigurationId: first });
    stage.pass(30);
    const refused = await stage.refused("DELETE", `${CONFIGURATIONS}/${first}`);
    assert.equal(refused.status, 409);
    assert.match(refused.text, /"Conflict".*associated to one or more Instance Pools/);
    await stage.ok("PUT", `${POOLS}/${pool}`, { instanceConfigurationId: await stage.configuration() });
    assert.equal((await stage.members(pool))[0]?.["instanceConfigurationId"], first);
    await stage.ok("DELETE", `${CONFIGURATIONS}/${first}`);
    assert.equal((await stage.members(pool))[0]?.["instanceConfigurationId"], first);
  });
});

describe("an autoscaling configuration", () => {
  let stage: Stage;
  let pool: string;
  let id: string;
  beforeEach(async () => {
    stage = await openStage();
    pool = await stage.pool({ size: 2 });
    stage.pass(30);
    id = String((await stage.ok("POST", SCALERS, details(pool)))["id"]);
  });
  afterEach(() => stage.close());

  it("is suspended and marked in one call, which leaves its policies as they are", async () => {
    const before = await stage.ok("GET", `${SCALERS}/${id}`);
    const freeformTags = { suspended: "by a rollout" };
    const after = await stage.ok("PUT", `${SCALERS}/${id}`, { isEnabled: false, freeformTags });
    assert.deepEqual([after["isEnabled"], after["freeformTags"]], [false, freeformTags]);
    assert.deepEqual(after["policies"], before["policies"]);
    assert.notEqual(after["etag"], before["etag"]);
  });

  it("that is disabled never acts, whatever its policies say meanwhile", async () => {
    await stage.ok("PUT", `${SCALERS}/${id}`, { isEnabled: false });
    setCpuLoad(stage.world.runtime.present(), 95);
    stage.pass(3600);
    const { etag, size } = await stage.ok("GET", `${POOLS}/${pool}`);
    stage.pass(24 * 3600);
    const after = await stage.ok("GET", `${POOLS}/${pool}`);
    assert.deepEqual([after["size"], after["etag"]], [size, etag]);
    assert.equal(size, 2);
  });
});
