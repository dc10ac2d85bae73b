import assert from "node:assert/strict";
import { ServiceError } from "../../../../rehearsal/oci/errors.ts";
import { attachBackend, detachBackend } from "../../../../rehearsal/oci/services/load-balancer/backends.ts";
import { backendSet, openBalanced } from "./fixture.ts";
import type { Balanced } from "./fixture.ts";

describe("backends that another service attaches", () => {
  let lb: Balanced;
  beforeEach(async () => {
    lb = await openBalanced();
    await lb.change("POST", "/backendSets", backendSet);
  });
  afterEach(() => lb.world.close());
  const moment = () => ({ world: lb.world.runtime.world, now: lb.world.runtime.clock.now() });
  const names = async () =>
    ((await lb.send("GET", "/backendSets/api/backends")).body as { name: string }[]).map((one) => one.name);
  const attach = (more: object = {}) =>
    attachBackend(moment(), {
      loadBalancerId: lb.id,
      backendSetName: "api",
      ipAddress: "10.0.2.7",
      port: 8080,
      ...more,
    });

  it("are in the set at once, one time only, and out of it again", async () => {
    assert.equal(attach(), "10.0.2.7:8080");
    attach();
    assert.deepEqual(await names(), ["10.0.2.7:8080"]);
    const attached = { loadBalancerId: lb.id, backendSetName: "api", backendName: "10.0.2.7:8080" };
    detachBackend(moment(), attached);
    assert.deepEqual(await names(), []);
    detachBackend(moment(), attached);
    detachBackend(moment(), { ...attached, backendSetName: "gone" });
  });

  it("are refused in a set or a load balancer that isn't there", () => {
    const refusal = (error: unknown) => error instanceof ServiceError && error.status === 404;
    assert.throws(() => attach({ backendSetName: "web" }), refusal);
    assert.throws(() => attach({ loadBalancerId: "ocid1.loadbalancer.oc1..gone" }), refusal);
  });

  it("make the set's health UNKNOWN until a listener uses it", async () => {
    attach();
    const health = async () => (await lb.send("GET", "/backendSets/api/health")).body as Record<string, unknown>;
    assert.equal((await health())["status"], "UNKNOWN");
    assert.equal((await health())["totalBackendCount"], 1);
    await lb.change("POST", "/listeners", { name: "http", defaultBackendSetName: "api", port: 80, protocol: "HTTP" });
    assert.equal((await health())["status"], "CRITICAL", "nothing stands behind 10.0.2.7");
    assert.deepEqual((await health())["criticalStateBackendNames"], ["10.0.2.7:8080"]);
    const backend = (await lb.send("GET", "/backendSets/api/backends/10.0.2.7:8080/health")).body as {
      status: string;
      healthCheckResults: object[];
    };
    assert.equal(backend.status, "CRITICAL");
    assert.equal(backend.healthCheckResults.length, 2);
    const whole = (await lb.send("GET", "/health")).body as { status: string };
    assert.equal(whole.status, "CRITICAL");
    const compartment = String((await lb.balancer())["compartmentId"]);
    const listed = await lb.world.send("GET", `/20170115/loadBalancerHealths?compartmentId=${compartment}`);
    assert.deepEqual(listed.body, [{ loadBalancerId: lb.id, status: "CRITICAL" }]);
  });
});
