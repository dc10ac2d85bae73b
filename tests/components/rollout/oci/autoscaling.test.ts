import assert from "node:assert/strict";
import { autoscalingPort, SUSPENDED_TAG } from "../../../../components/rollout/oci/autoscaling.ts";
import type { AutoscalingPort } from "../../../../components/rollout/drive/ports.ts";
import { details } from "../../../rehearsal/oci/autoscaling/fixtures.ts";
import { fails, openScene } from "./scene.ts";
import type { Scene } from "./scene.ts";

const ALL = "/20181001/autoScalingConfigurations";

describe("the autoscaling port", () => {
  let scene: Scene;
  let port: AutoscalingPort;
  let id: string;
  beforeEach(async () => {
    scene = await openScene({ size: 2 });
    const { poolId } = scene.where;
    const created = await scene.stage.ok("POST", ALL, { ...details(poolId), freeformTags: { team: "payments" } });
    id = String(created["id"]);
    port = autoscalingPort(scene.clients, scene.where, { now: () => Date.UTC(2026, 0, 5, 9) });
  });
  afterEach(() => scene.close());

  const present = async () => {
    const { isEnabled, freeformTags, policies } = await scene.stage.ok("GET", `${ALL}/${id}`);
    return { isEnabled, freeformTags, policies };
  };

  it("lists the pool's own, and no other's", async () => {
    await scene.stage.ok("POST", ALL, details(await scene.stage.pool()));
    assert.deepEqual(await port.list(), [{ id, enabled: true, suspended: false }]);
  });

  it("lists them on as many pages as it takes", async () => {
    await scene.stage.ok("POST", ALL, details(await scene.stage.pool()));
    scene.requests();
    const small = autoscalingPort(scene.clients, scene.where, scene.clock, 1);
    assert.equal((await small.list()).length, 1);
    assert.equal(scene.requests().length, 2);
  });

  it("suspends by switching off and marking in one call, with policies and tags kept", async () => {
    const { policies } = await present();
    scene.requests();
    await port.suspend(id);
    assert.equal(scene.requests().filter((request) => request.startsWith("PUT")).length, 1);
    assert.deepEqual(await port.list(), [{ id, enabled: false, suspended: true }]);
    const freeformTags = { team: "payments", [SUSPENDED_TAG]: "2026-01-05T09:00:00.000Z" };
    assert.deepEqual(await present(), { isEnabled: false, freeformTags, policies });
  });

  it("restores by switching on and taking the mark away, with policies and tags kept", async () => {
    const before = await present();
    await port.suspend(id);
    await port.restore(id);
    assert.deepEqual(await port.list(), [{ id, enabled: true, suspended: false }]);
    assert.deepEqual(await present(), before);
  });

  it("sees one that a person has switched off as not suspended", async () => {
    await scene.stage.ok("PUT", `${ALL}/${id}`, { isEnabled: false });
    assert.deepEqual(await port.list(), [{ id, enabled: false, suspended: false }]);
  });

  it("says conflict when somebody changes it in the same moment", async () => {
    const { autoscaling } = scene.clients;
    const get = autoscaling.getAutoScalingConfiguration.bind(autoscaling);
    autoscaling.getAutoScalingConfiguration = async (request) => {
      const answer = await get(request);
      await scene.stage.ok("PUT", `${ALL}/${id}`, { freeformTags: { team: "ledger" } });
      return answer;
    };
    await fails(port.suspend(id), "conflict", /^UpdateAutoScalingConfiguration: NoEtagMatch/);
    assert.deepEqual((await present()).freeformTags, { team: "ledger" });
  });

  it("says unknown when an answer is lost after the change was made", async () => {
    scene.fault("time-out-after", "autoscaling/UpdateAutoScalingConfiguration");
    await fails(port.suspend(id), "unknown", /^UpdateAutoScalingConfiguration: the connection failed/);
    assert.deepEqual(await port.list(), [{ id, enabled: false, suspended: true }]);
  });
});
