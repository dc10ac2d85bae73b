import assert from "node:assert/strict";
import { balancerPort } from "../../../../components/rollout/oci/balancer.ts";
import type { BalancerPort } from "../../../../components/rollout/drive/ports.ts";
import { loadBalancers } from "../../../../rehearsal/oci/collections.ts";
import { attachment, BALANCER } from "../../../rehearsal/oci/compute/stage.ts";
import { backendIn, fails, openScene } from "./scene.ts";
import type { Scene } from "./scene.ts";

const ONE = "10.0.1.2:8000";

describe("the load balancer's port", () => {
  let scene: Scene;
  let balancer: BalancerPort;
  beforeEach(async () => {
    scene = await openScene({ size: 3 });
    balancer = balancerPort(scene.clients, scene.where);
  });
  afterEach(() => scene.close());

  const backends = `/20170115/loadBalancers/${BALANCER}/backendSets/api-backend/backends`;
  const named = async (name: string) => {
    const found = (await balancer.backends()).find((backend) => backend.name === name);
    assert.ok(found);
    return found;
  };
  const change = async (settings: object) => {
    const all = { weight: 1, backup: false, drain: false, offline: false, ...settings };
    await scene.stage.ok("PUT", `${backends}/${ONE}`, all);
    scene.stage.pass(5);
  };

  it("lists the backends with their switches", async () => {
    const plain = { drain: false, offline: false, backup: false, weight: 1 };
    const names = ["10.0.1.2:8000", "10.0.1.3:8000", "10.0.1.4:8000"];
    assert.deepEqual(
      await balancer.backends(),
      names.map((name) => ({ name, ...plain })),
    );
    await change({ weight: 7, offline: true });
    assert.deepEqual(await named(ONE), { name: ONE, drain: false, offline: true, backup: false, weight: 7 });
  });

  it("says not-found when the backend set is gone", async () => {
    const gone = balancerPort(scene.clients, { ...scene.where, backendSetName: "gone" });
    await fails(gone.backends(), "not-found", /^GetBackendSet: /);
  });

  it("names the backends that are not OK, each with its state, and counts all", async () => {
    const { total, notOk } = await balancer.health();
    assert.equal(total, 3);
    // No rule of this world's network lets the health checks through.
    assert.deepEqual(
      [...notOk.keys()].sort(),
      (await balancer.backends()).map(({ name }) => name),
    );
    assert.ok([...notOk.values()].every((health) => health === "CRITICAL" || health === "UNKNOWN"));
  });

  it("starts to drain a backend, once accepted, and keeps its other settings", async () => {
    await change({ weight: 7, maxConnections: 300, backup: true });
    scene.requests();
    await balancer.setDrain(await named(ONE), true);
    assert.match(scene.requests().join(), /PUT [^{]*\{[^}]*"maxConnections":300/);
    assert.equal(backendIn(scene, ONE).drain, false);
    scene.stage.pass(5);
    const { weight, maxConnections, backup, offline, drain } = backendIn(scene, ONE);
    assert.deepEqual(
      { weight, maxConnections, backup, offline, drain },
      { weight: 7, maxConnections: 300, backup: true, offline: false, drain: true },
    );
    await balancer.setDrain(await named(ONE), false);
    scene.stage.pass(5);
    assert.equal(backendIn(scene, ONE).drain, false);
  });

  it("drains with the settings that are there now, not those that were seen", async () => {
    const seen = await named(ONE);
    await change({ weight: 9 });
    await balancer.setDrain(seen, true);
    scene.stage.pass(5);
    assert.deepEqual([backendIn(scene, ONE).weight, backendIn(scene, ONE).drain], [9, true]);
  });

  it("says not-found when the backend to drain is gone", async () => {
    const seen = await named(ONE);
    await fails(balancer.setDrain({ ...seen, name: "10.0.1.9:8000" }, true), "not-found", /^GetBackend: /);
  });

  it("drains though the answer to the first request is lost", async () => {
    scene.fault("time-out-after", "loadbalancer/UpdateBackend");
    await balancer.setDrain(await named(ONE), true);
    scene.stage.pass(10);
    assert.equal(backendIn(scene, ONE).drain, true);
  });

  it("is idle until a change is accepted, and again when it is made", async () => {
    assert.equal(await balancer.idle(), true);
    await balancer.setDrain(await named(ONE), true);
    assert.equal(await balancer.idle(), false);
    scene.stage.pass(5);
    assert.equal(await balancer.idle(), true);
  });

  it("asks for one page of work requests however long the history, and all pages when it lists the oldest first", async () => {
    for (let count = 0; count < 4; count += 1) {
      await change({ weight: count + 1 });
    }
    const small = balancerPort(scene.clients, scene.where, 2);
    scene.requests();
    assert.equal(await small.idle(), true);
    assert.equal(scene.requests().length, 1);
    oldestFirst(scene);
    assert.equal(await small.idle(), true);
    assert.ok(scene.requests().length >= 3);
    await small.setDrain(await named(ONE), true);
    assert.equal(await small.idle(), false);
  });

  it("tells the last health answers of one backend in words", async () => {
    const answers = await balancer.explain(ONE);
    assert.ok(answers.length > 0);
    for (const answer of answers) {
      assert.match(answer, /^[A-Z_]+ at 2026-01-05T\d\d:\d\d:\d\d\.\d{3}Z, asked from /);
    }
  });

  it("tells health answers with the newest last", async () => {
    const results = ["2026-01-05T09:00:20Z", "2026-01-05T09:00:10Z"].map((timestamp) => {
      return { timestamp, sourceIpAddress: "10.0.1.9", subnetId: "s", healthCheckStatus: "TIMED_OUT" };
    });
    const health = { status: "CRITICAL", healthCheckResults: results };
    const client = { getBackendHealth: () => Promise.resolve({ backendHealth: health }) };
    const faked = balancerPort({ balancer: client as unknown as typeof scene.clients.balancer }, scene.where);
    assert.deepEqual(await faked.explain(ONE), [
      "TIMED_OUT at 2026-01-05T09:00:10.000Z, asked from 10.0.1.9",
      "TIMED_OUT at 2026-01-05T09:00:20.000Z, asked from 10.0.1.9",
    ]);
  });

  it("is another set's port where it is told so", async () => {
    await scene.stage.ok("POST", `/20160918/instancePools/${scene.where.poolId}/actions/attachLoadBalancer`, {
      ...attachment(),
      backendSetName: "other-backend",
      port: 9000,
    });
    scene.stage.pass(10);
    const other = balancerPort(scene.clients, { ...scene.where, backendSetName: "other-backend" });
    assert.equal((await other.backends())[0]?.name, "10.0.1.2:9000");
    assert.ok(loadBalancers.get(scene.stage.world.runtime.world, BALANCER));
  });
});

/** Turns the listing of work requests round, as a service that lists the oldest first would. */
function oldestFirst({ clients }: Scene): void {
  const http = Reflect.get(clients.balancer, "_httpClient") as { send(...args: unknown[]): Promise<Response> };
  Reflect.set(clients.balancer, "_httpClient", {
    send: async (request: { uri: string }, ...rest: unknown[]) => {
      const response = await http.send(request, ...rest);
      const isListing = request.uri.includes("/workRequests");
      return isListing
        ? new Response(JSON.stringify(((await response.json()) as unknown[]).reverse()), response)
        : response;
    },
  });
}
