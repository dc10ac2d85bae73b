import assert from "node:assert/strict";
import { DiscoveryNamespace, DiscoveryService, discoveryServiceFaults, namespaceFaults, ownName } from "@tidegate/aws";
import { arnOf, build, known } from "../built.ts";
import { refuses } from "../faults.ts";

describe("DiscoveryNamespace", () => {
  const args = { namespaceName: "quiz.local", vpcId: "vpc-1" };

  it("is a private DNS namespace of the VPC", async () => {
    const { component, only } = await build((options) => new DiscoveryNamespace("names", args, options));
    assert.deepEqual(only("PrivateDnsNamespace").inputs, { name: "quiz.local", vpc: "vpc-1" });
    assert.equal(await known(component.namespaceName), "quiz.local");
    assert.equal(await known(component.namespaceId), "ns-names");
  });

  refuses(
    args,
    (given) => namespaceFaults(given, ownName),
    (given) => new DiscoveryNamespace("names", given),
    [["a name that is no DNS name", { namespaceName: "quiz_local" }, ["namespaceName"]]],
  );
});

describe("DiscoveryService", () => {
  const args = { namespaceId: "ns-names", serviceName: "api-service" };

  it("has SRV records, which tell an HTTP API the port, and leaves health to ECS", async () => {
    const { component, only } = await build((options) => new DiscoveryService("api", args, options));
    const { type, inputs } = only("Service");
    assert.equal(type, "aws:servicediscovery/service:Service");
    assert.deepEqual(inputs, {
      name: "api-service",
      dnsConfig: { namespaceId: "ns-names", routingPolicy: "MULTIVALUE", dnsRecords: [{ type: "SRV", ttl: 10 }] },
      healthCheckCustomConfig: { failureThreshold: 1 },
      forceDestroy: true,
    });
    assert.equal(await known(component.serviceArn), arnOf(type, "api-service"));
    assert.equal(await known(component.serviceName), "api-service");
  });

  refuses(
    args,
    (given) => discoveryServiceFaults(given, ownName),
    (given) => new DiscoveryService("api", given),
    [["a name that is no DNS label", { serviceName: "api.service" }, ["serviceName"]]],
  );
});
