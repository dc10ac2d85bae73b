import assert from "node:assert/strict";
import { computeWorkRequestErrors, vnics } from "../../../../rehearsal/oci/collections.ts";
import { Runtime } from "../../../../rehearsal/oci/runtime.ts";
import { AD_1, AD_2, AD_3, attachment, backendsOf, BALANCER, openStage, SUBNET } from "./stage.ts";
import type { Body, Stage } from "./stage.ts";

const ALL = "/20160918/instancePools";
const THREE = [AD_1, AD_2, AD_3].map((availabilityDomain) => ({ availabilityDomain, primarySubnetId: SUBNET }));

describe("instance pools", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  const read = (id: string) => stage.ok("GET", `${ALL}/${id}`);
  const idsOf = async (id: string) => (await stage.members(id)).map((member) => String(member["id"]));

  it("are PROVISIONING until their instances run, which then are backends", async () => {
    const id = await stage.pool({ size: 2 });
    assert.equal((await read(id))["lifecycleState"], "PROVISIONING");
    assert.equal((await read(id))["currentSize"], 0);
    stage.pass(12);
    assert.equal((await stage.members(id))[0]?.["state"], "Starting");
    assert.deepEqual(backendsOf(stage), []);
    stage.pass(20);
    const pool = await read(id);
    assert.equal(pool["lifecycleState"], "RUNNING");
    assert.equal(pool["currentSize"], 2);
    assert.equal((pool["loadBalancers"] as Body[])[0]?.["lifecycleState"], "ATTACHED");
    assert.deepEqual(backendsOf(stage), ["10.0.1.2:8000", "10.0.1.3:8000"]);
    const [member] = await stage.members(id);
    assert.equal(member?.["state"], "Running");
    assert.equal((member["loadBalancerBackends"] as Body[])[0]?.["backendSetName"], "api-backend");
    assert.match(String(member["displayName"]), /^inst-[a-z0-9]{5}-api-pool$/);
  });

  it("are brought up to the end by a process that opens the world of a killed one", async () => {
    const id = await stage.pool({ size: 2 });
    stage.pass(11);
    await stage.world.runtime.save();
    const reopened = await Runtime.open({ file: `${stage.world.folder}/world.json`, speed: 0 });
    reopened.clock.advance(60);
    reopened.present();
    const stored = reopened.world.collections["instancePools"]?.[id]?.value as Body;
    assert.equal(stored["lifecycleState"], "RUNNING");
  });

  it("spread their instances over availability domains, then over fault domains", async () => {
    const id = await stage.pool({ size: 4, placementConfigurations: THREE });
    const members = (await stage.members(id)).map(
      (one) => `${String(one["availabilityDomain"])} ${String(one["faultDomain"])}`,
    );
    assert.deepEqual(members, [
      `${AD_1} FAULT-DOMAIN-1`,
      `${AD_2} FAULT-DOMAIN-1`,
      `${AD_3} FAULT-DOMAIN-1`,
      `${AD_1} FAULT-DOMAIN-2`,
    ]);
  });

  it("scale out through SCALING, with the new configuration for new instances alone", async () => {
    const id = await stage.pool();
    stage.pass(30);
    const instanceConfigurationId = await stage.configuration({ freeformTags: { version: "2" } });
    const [before] = await stage.members(id);
    const updated = await stage.ok("PUT", `${ALL}/${id}`, { size: 2, instanceConfigurationId });
    assert.equal(updated["lifecycleState"], "SCALING");
    stage.pass(30);
    assert.equal((await read(id))["lifecycleState"], "RUNNING");
    const byId = new Map((await stage.members(id)).map((one) => [one["id"], one["instanceConfigurationId"]]));
    assert.equal(byId.get(before?.["id"]), before?.["instanceConfigurationId"]);
    byId.delete(before?.["id"]);
    assert.deepEqual([...byId.values()], [instanceConfigurationId]);
  });

  it("scale in by balance first, and take the oldest then", async () => {
    const id = await stage.pool({ size: 1, placementConfigurations: THREE.slice(0, 2) });
    stage.pass(30);
    const [oldest = ""] = await idsOf(id);
    for (const size of [2, 3]) {
      await stage.ok("PUT", `${ALL}/${id}`, { size });
      stage.pass(30);
    }
    // AD-1 holds two, in FAULT-DOMAIN-1 and 2; the oldest of them goes.
    await stage.ok("PUT", `${ALL}/${id}`, { size: 2 });
    assert.equal(backendsOf(stage).length, 2);
    stage.pass(30);
    const left = await stage.members(id);
    assert.ok(!left.some((one) => one["id"] === oldest));
    assert.deepEqual(left.map((one) => one["availabilityDomain"]).sort(), [AD_1, AD_2]);
  });

  it("keep their size when an instance dies", async () => {
    const id = await stage.pool({ size: 2 });
    stage.pass(30);
    const [victim = "", other = ""] = await idsOf(id);
    await stage.ok("DELETE", `/20160918/instances/${victim}`);
    stage.pass(1);
    assert.equal((await read(id))["lifecycleState"], "SCALING");
    assert.equal(backendsOf(stage).length, 1);
    stage.pass(60);
    const after = await idsOf(id);
    assert.equal((await read(id))["lifecycleState"], "RUNNING");
    assert.equal(after.length, 2);
    assert.ok(after.includes(other) && !after.includes(victim));
    assert.equal(backendsOf(stage).length, 2);
  });

  it("leave an instance alone that was stopped", async () => {
    const id = await stage.pool();
    stage.pass(30);
    const [member = ""] = await idsOf(id);
    await stage.ok("POST", `/20160918/instances/${member}?action=STOP`);
    stage.pass(120);
    assert.deepEqual(await idsOf(id), [member]);
    assert.equal((await stage.members(id))[0]?.["state"], "Stopped");
  });

  it("detach an instance, with a smaller size and its termination where that is asked for", async () => {
    const id = await stage.pool({ size: 2 });
    stage.pass(30);
    const [one = "", other = ""] = await idsOf(id);
    const body = { instanceId: one, isDecrementSize: true, isAutoTerminate: true };
    const detached = await stage.ok("POST", `${ALL}/${id}/actions/detachInstance`, body);
    assert.match(String(detached["work"]), /^ocid1\.coreservicesworkrequest\./);
    assert.equal(backendsOf(stage).length, 1);
    assert.equal((await stage.ok("GET", `${ALL}/${id}/instances/${one}`))["lifecycleState"], "DETACHING");
    stage.pass(60);
    assert.deepEqual(await idsOf(id), [other]);
    assert.equal((await read(id))["size"], 1);
    assert.equal((await stage.ok("GET", `/20160918/instances/${one}`))["lifecycleState"], "TERMINATED");
  });

  it("replace a detached instance where the size stays, and let it live", async () => {
    const id = await stage.pool({ size: 2 });
    stage.pass(30);
    const [one = ""] = await idsOf(id);
    await stage.ok("POST", `${ALL}/${id}/actions/detachInstance`, { instanceId: one, isDecrementSize: false });
    stage.pass(60);
    const after = await idsOf(id);
    assert.equal(after.length, 2);
    assert.ok(!after.includes(one));
    assert.equal((await stage.ok("GET", `/20160918/instances/${one}`))["lifecycleState"], "RUNNING");
    // It can come back, and makes the pool larger.
    const attached = await stage.ok("POST", `${ALL}/${id}/instances`, { instanceId: one });
    assert.equal(attached["lifecycleState"], "ATTACHING");
    stage.pass(30);
    assert.equal((await read(id))["size"], 3);
    assert.equal((await idsOf(id)).length, 3);
    assert.equal(backendsOf(stage).length, 3);
    const again = await stage.refused("POST", `${ALL}/${id}/instances`, { instanceId: one });
    assert.equal(again.status, 409);
  });

  it("attach another backend set and detach it again", async () => {
    const id = await stage.pool();
    stage.pass(30);
    const other = { ...attachment(), backendSetName: "other-backend", port: 9000 };
    const attached = await stage.ok("POST", `${ALL}/${id}/actions/attachLoadBalancer`, other);
    const entry = (attached["loadBalancers"] as Body[])[1];
    assert.equal(entry?.["lifecycleState"], "ATTACHING");
    assert.equal((await stage.refused("POST", `${ALL}/${id}/actions/attachLoadBalancer`, other)).status, 409);
    stage.pass(10);
    assert.deepEqual(backendsOf(stage, "other-backend"), ["10.0.1.2:9000"]);
    const set = { loadBalancerId: BALANCER, backendSetName: "other-backend" };
    await stage.ok("POST", `${ALL}/${id}/actions/detachLoadBalancer`, set);
    stage.pass(10);
    assert.deepEqual(backendsOf(stage, "other-backend"), []);
    assert.equal(((await read(id))["loadBalancers"] as Body[]).length, 1);
    const gone = await stage.ok("GET", `${ALL}/${id}/loadBalancerAttachments/${String(entry["id"])}`);
    assert.equal(gone["lifecycleState"], "DETACHED");
    assert.deepEqual(backendsOf(stage), ["10.0.1.2:8000"]);
  });

  it("stop and start all of their instances", async () => {
    const id = await stage.pool({ size: 2 });
    stage.pass(30);
    assert.equal((await stage.ok("POST", `${ALL}/${id}/actions/stop`))["lifecycleState"], "STOPPING");
    stage.pass(30);
    assert.equal((await read(id))["lifecycleState"], "STOPPED");
    assert.equal((await read(id))["currentSize"], 0);
    assert.match((await stage.refused("PUT", `${ALL}/${id}`, { size: 3 })).text, /IncorrectState.*STOPPED/);
    await stage.ok("POST", `${ALL}/${id}/actions/start`);
    stage.pass(30);
    assert.equal((await read(id))["lifecycleState"], "RUNNING");
    await stage.ok("POST", `${ALL}/${id}/actions/softreset`);
    stage.pass(30);
    assert.equal((await read(id))["currentSize"], 2);
  });

  it("take their instances along when they are terminated", async () => {
    const id = await stage.pool({ size: 2 });
    stage.pass(12);
    await stage.ok("DELETE", `${ALL}/${id}`);
    assert.equal((await read(id))["lifecycleState"], "TERMINATING");
    assert.equal((await stage.refused("PUT", `${ALL}/${id}`, { displayName: "late" })).status, 409);
    stage.pass(60);
    assert.equal((await read(id))["lifecycleState"], "TERMINATED");
    assert.deepEqual(await stage.members(id), []);
    assert.deepEqual(backendsOf(stage), []);
    assert.deepEqual(vnics.list(stage.world.runtime.world), []);
    stage.pass(25 * 3600);
    assert.equal((await stage.refused("GET", `${ALL}/${id}`)).status, 404);
    assert.equal(stage.world.runtime.world.events.length, 0);
  });

  it("put a launch that fails on record, and try again until it succeeds", async () => {
    const id = await stage.pool({ size: 1 });
    stage.pass(30);
    // A /28 has 13 free addresses.
    await stage.ok("PUT", `${ALL}/${id}`, { size: 14 });
    stage.pass(120);
    assert.equal((await read(id))["lifecycleState"], "SCALING");
    assert.equal((await read(id))["currentSize"], 13);
    const errors = computeWorkRequestErrors.list(stage.world.runtime.world).flat();
    assert.match(String(errors[0]?.message), /no free IP address/);
    assert.equal(errors.length, 1);
    await stage.ok("PUT", `${ALL}/${id}`, { size: 13 });
    stage.pass(1);
    assert.equal((await read(id))["lifecycleState"], "RUNNING");
  });
});
