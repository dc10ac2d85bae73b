import assert from "node:assert/strict";
import { poolPort } from "../../../../components/rollout/oci/pool.ts";
import type { PoolPort } from "../../../../components/rollout/drive/ports.ts";
import type { RolloutRecord } from "../../../../components/rollout/plan/observation.ts";
import { BALANCER, SUBNET } from "../../../rehearsal/oci/compute/stage.ts";
import { fails, openScene } from "./scene.ts";
import type { Scene } from "./scene.ts";

describe("the pool's port", () => {
  let scene: Scene;
  let pool: PoolPort;
  beforeEach(async () => {
    scene = await openScene({ size: 3, freeformTags: { team: "payments" } });
    pool = poolPort(scene.clients, scene.where);
  });
  afterEach(() => scene.close());

  const POOL = () => `/20160918/instancePools/${scene.where.poolId}`;
  const record: RolloutRecord = {
    phase: "forward",
    target: "ocid1.instanceconfiguration.oc1..two",
    lastGood: "ocid1.instanceconfiguration.oc1..one",
    previous: "",
    desired: 3,
    startedAt: Date.UTC(2026, 0, 5, 9),
  };

  it("reads size, configuration, state and version, and no record where none was written", async () => {
    const { etag, ...seen } = await pool.read();
    const { etag: present, instanceConfigurationId } = await scene.stage.ok("GET", POOL());
    assert.deepEqual(seen, { size: 3, configurationId: instanceConfigurationId, state: "RUNNING" });
    assert.equal(etag, present);
  });

  it("tells how the pool is joined to its load balancer", async () => {
    const attachment = { loadBalancerId: BALANCER, backendSetName: "api-backend", port: 8000 };
    assert.deepEqual(await pool.attachments(), [attachment]);
  });

  it("tells nothing of a load balancer that is being detached", async () => {
    const set = { loadBalancerId: BALANCER, backendSetName: "api-backend" };
    await scene.stage.ok("POST", `${POOL()}/actions/detachLoadBalancer`, set);
    assert.deepEqual(await pool.attachments(), []);
  });

  it("lists members with their states in capitals and their times in the cloud's clock", async () => {
    const members = await pool.members();
    assert.deepEqual([...new Set(members.map(({ state }) => state))], ["RUNNING"]);
    const [raw] = await scene.stage.members(scene.where.poolId);
    const same = members.find(({ id }) => id === raw?.["id"]);
    assert.equal(same?.createdAt, Date.parse(String(raw?.["timeCreated"])));
    assert.equal(same?.name, raw?.["displayName"]);
    assert.equal(same?.configurationId, raw?.["instanceConfigurationId"]);
  });

  it("lists members on as many pages as it takes", async () => {
    scene.requests();
    const small = poolPort(scene.clients, scene.where, 2);
    assert.equal(new Set((await small.members()).map(({ id }) => id)).size, 3);
    assert.equal(scene.requests().length, 2);
  });

  it("changes configuration and record in one call, and keeps other people's tags", async () => {
    const configurationId = await scene.stage.configuration();
    const { etag } = await pool.read();
    scene.requests();
    await pool.update({ configurationId, record }, etag);
    assert.equal(scene.requests().length, 1);
    const seen = await pool.read();
    assert.deepEqual(seen.record, record);
    assert.equal(seen.configurationId, configurationId);
    assert.equal(seen.size, 3);
    const { freeformTags } = await scene.stage.ok("GET", POOL());
    assert.equal((freeformTags as Record<string, string>)["team"], "payments");
  });

  it("changes the size and leaves the tags alone", async () => {
    const { etag } = await pool.read();
    await pool.update({ size: 4 }, etag);
    assert.equal((await pool.read()).size, 4);
    const { freeformTags } = await scene.stage.ok("GET", POOL());
    assert.deepEqual(freeformTags, { team: "payments" });
  });

  it("refuses to change a pool that has changed since it was read", async () => {
    const { etag } = await pool.read();
    await scene.stage.ok("PUT", POOL(), { displayName: "renamed" });
    await fails(pool.update({ size: 4 }, etag), "conflict", /^UpdateInstancePool: NoEtagMatch: .*HTTP 412/);
    assert.equal((await pool.read()).size, 3);
  });

  it("refuses to overwrite tags that it has not seen", async () => {
    const { etag } = await pool.read();
    await scene.stage.ok("PUT", POOL(), { freeformTags: { team: "ledger" } });
    await pool.read();
    await fails(pool.update({ record }, etag), "conflict", /the pool has changed since it was read/);
    const fresh = poolPort(scene.clients, scene.where);
    await fails(fresh.update({ record }, etag), "conflict", /the pool has changed since it was read/);
    assert.deepEqual((await scene.stage.ok("GET", POOL()))["freeformTags"], { team: "ledger" });
  });

  it("gets over being throttled where a request may arrive twice", async () => {
    scene.fault("throttle", "core/GetInstancePool", 2);
    assert.equal((await pool.read()).size, 3);
    scene.fault("throttle", "core/GetInstancePool", 3);
    await fails(
      pool.read(),
      "throttled",
      /^GetInstancePool: TooManyRequests: .*HTTP 429, opc-request-id [0-9A-F/-]{32}/,
    );
  });

  it("says throttled at once where it names a version", async () => {
    const { etag } = await pool.read();
    scene.fault("throttle", "core/UpdateInstancePool");
    await fails(pool.update({ size: 4 }, etag), "throttled", /TooManyRequests/);
    await pool.update({ size: 4 }, etag);
  });

  it("says unknown, not conflict, when an answer is lost after the change was made", async () => {
    const { etag } = await pool.read();
    scene.fault("time-out-after", "core/UpdateInstancePool");
    await fails(pool.update({ size: 4 }, etag), "unknown", /^UpdateInstancePool: the connection failed: /);
    assert.equal((await pool.read()).size, 4);
  });

  it("detaches once, and terminates, though the first answer is lost", async () => {
    const [first] = await pool.members();
    scene.fault("time-out-after", "core/DetachInstancePoolInstance");
    scene.requests();
    await pool.detach(first!.id);
    assert.equal(scene.requests().length, 2);
    assert.equal((await pool.read()).size, 2);
    assert.deepEqual(await pool.departing([first!.id], []), [first!.id]);
    scene.stage.pass(60);
    assert.equal((await scene.stage.ok("GET", `/20160918/instances/${first!.id}`))["lifecycleState"], "TERMINATED");
    assert.deepEqual(await pool.departing([first!.id], []), []);
    assert.equal((await pool.members()).length, 2);
  });

  it("says not-found for an instance that is no member", async () => {
    await fails(pool.detach("ocid1.instance.oc1..gone"), "not-found", /^DetachInstancePoolInstance: /);
  });

  it("finds instances that a process before it has detached, and takes no member for one", async () => {
    const [first, second] = await pool.members();
    await pool.detach(first!.id);
    scene.stage.pass(11);
    const other = poolPort(scene.clients, scene.where);
    assert.deepEqual(await other.departing([], ["ocid1.instanceconfiguration.oc1..else"]), []);
    assert.deepEqual(await other.departing([], [first!.configurationId]), [first!.id]);
    // A member that somebody terminates is still a member until the pool has noticed.
    await scene.stage.ok("DELETE", `/20160918/instances/${second!.id}`);
    const members = (await other.members()).map(({ id }) => id);
    const departing = await other.departing([first!.id], [first!.configurationId]);
    assert.equal(departing.filter((id) => members.includes(id)).length, 0);
  });

  it("asks one listing who is departing, on as many pages as it takes", async () => {
    scene.requests();
    await pool.departing([], []);
    assert.match(scene.requests().join(), /^GET \/20160918\/instances\?[^,]*lifecycleState=TERMINATING[^,]*$/);
    const members = await pool.members();
    scene.requests();
    const small = poolPort(scene.clients, scene.where, 2);
    const ids = members.map(({ id }) => id);
    assert.deepEqual([...(await small.departing(ids, []))].sort(), [...ids].sort());
    assert.equal(scene.requests().length, 2);
  });

  it("gives a member's address in the chosen subnet or by its primary VNIC, and asks for it once", async () => {
    const [member] = await pool.members();
    const address = await pool.address(member!.id, SUBNET);
    assert.ok(address !== undefined && address !== "no-match");
    assert.equal(address.subnetId, SUBNET);
    assert.match(address.ip, /^10\.0\.1\./);
    assert.match(address.vnicId, /^ocid1\.vnic\./);
    assert.deepEqual(await pool.address(member!.id, undefined), address);
    scene.requests();
    assert.deepEqual(await pool.address(member!.id, SUBNET), address);
    assert.deepEqual(scene.requests(), []);
  });

  it("says no-match for a subnet in which a member has no VNIC", async () => {
    const [member] = await pool.members();
    assert.equal(await pool.address(member!.id, "ocid1.subnet.oc1..else"), "no-match");
  });

  it("knows no address of an instance that has no VNIC", async () => {
    assert.equal(await pool.address("ocid1.instance.oc1..new", SUBNET), undefined);
  });

  it("refuses to read a record that somebody has broken, and names the tag", async () => {
    await scene.stage.ok("PUT", POOL(), { freeformTags: { "tidegate-target": "x", "tidegate-rollout": "onward" } });
    await fails(pool.read(), "refused", /the tag tidegate-rollout reads 'onward'/);
  });

  it("says what the service refuses, and not twice", async () => {
    const { etag } = await pool.read();
    scene.requests();
    await fails(pool.update({ size: -1 }, etag), "refused", /^UpdateInstancePool: InvalidParameter: .*HTTP 400/);
    assert.equal(scene.requests().length, 1);
  });
});
