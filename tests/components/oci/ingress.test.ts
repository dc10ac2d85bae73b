import assert from "node:assert/strict";
import { Ingress, ingressFaults, ownName } from "@tidegate/oci";
import { build, mockId } from "./built.ts";

const ARGS = {
  compartmentId: "ocid1.compartment.oc1..test",
  subnetId: "ocid1.subnet.oc1.test.public",
  nsgId: "ocid1.networksecuritygroup.oc1.test.lb",
  listenerPort: 80,
  backendPort: 8123,
};
const ingress = (change: object = {}) => build((options) => new Ingress("web", { ...ARGS, ...change }, options));

describe("Ingress", () => {
  it("is a public load balancer of the flexible shape, in its subnet and its group", async () => {
    const { inputs } = (await ingress()).only("LoadBalancer");
    assert.equal(inputs["shape"], "flexible");
    assert.deepEqual(inputs["shapeDetails"], { minimumBandwidthInMbps: 10, maximumBandwidthInMbps: 10 });
    assert.equal(inputs["isPrivate"], false);
    assert.deepEqual(inputs["subnetIds"], [ARGS.subnetId]);
    assert.deepEqual(inputs["networkSecurityGroupIds"], [ARGS.nsgId]);
  });

  it("asks backends for GET /health at their port and takes 200 for healthy", async () => {
    const { inputs } = (await ingress()).only("BackendSet");
    assert.equal(inputs["name"], "api-backend");
    assert.deepEqual(inputs["healthChecker"], {
      protocol: "HTTP",
      port: 8123,
      urlPath: "/health",
      returnCode: 200,
      intervalMs: 10_000,
      timeoutInMillis: 3_000,
      retries: 3,
    });
  });

  it("listens for HTTP on its port and hands over to the backend set", async () => {
    const { inputs } = (await ingress({ listenerPort: 8080, lbIdleSeconds: 300 })).only("Listener");
    assert.equal(inputs["protocol"], "HTTP");
    assert.equal(inputs["port"], 8080);
    assert.equal(inputs["defaultBackendSetName"], "api-backend");
    assert.equal(inputs["loadBalancerId"], mockId("LoadBalancer", "web-lb"));
    assert.deepEqual(inputs["connectionConfiguration"], { idleTimeoutInSeconds: "300" });
  });

  const wrong: [string, object, string[]][] = [
    ["port 0", { listenerPort: 0 }, ["listenerPort"]],
    ["port 70000", { backendPort: 70000 }, ["backendPort"]],
    ["a port with a fraction", { backendPort: 80.5 }, ["backendPort"]],
    ["a health path without its slash", { healthPath: "health" }, ["healthPath"]],
    ["less bandwidth at most than at least", { lbMinMbps: 100, lbMaxMbps: 50 }, ["lbMaxMbps"]],
    ["bandwidth below Oracle's least", { lbMinMbps: 5 }, ["lbMinMbps"]],
    ["no patience at all", { lbIdleSeconds: 0 }, ["lbIdleSeconds"]],
  ];
  for (const [what, change, paths] of wrong) {
    it(`refuses ${what}`, () => {
      const faults = ingressFaults({ ...ARGS, ...change }, ownName);
      assert.deepEqual(
        faults.map(({ path }) => path),
        paths,
      );
    });
  }
});
