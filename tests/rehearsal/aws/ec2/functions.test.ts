import assert from "node:assert/strict";
import { refused } from "../refused.ts";
import { NetworkScene } from "./scene.ts";

const ask = (scene: NetworkScene, name: string, args: Parameters<NetworkScene["account"]["ask"]>[1] = {}) =>
  scene.account.ask(`aws:ec2/${name}:${name}`, args);

describe("EC2's functions", () => {
  const scene = new NetworkScene();
  const { vpc, publicSubnets, privateTable, privateSubnets, group } = scene;

  it("find one thing by its id, its arguments or filters", () => {
    assert.equal(ask(scene, "getVpc", { id: vpc.id })?.["cidrBlock"], "10.0.0.0/16");
    assert.equal(ask(scene, "getSubnet", { vpcId: vpc.id, cidrBlock: "10.0.0.0/24" })?.["id"], publicSubnets[0].id);
    assert.equal(ask(scene, "getSubnet", { id: publicSubnets[0].id })?.["availableIpAddressCount"], 251);
    const filters = [{ name: "group-name", values: ["w*b"] }];
    assert.equal(ask(scene, "getSecurityGroup", { vpcId: vpc.id, filters })?.["id"], group.id);
    assert.equal(ask(scene, "getRouteTable", { subnetId: privateSubnets[0].id })?.["id"], privateTable.id);
  });

  it("list ids, sorted", () => {
    const filters = [
      { name: "vpc-id", values: [vpc.id] },
      { name: "availability-zone", values: ["*a"] },
    ];
    const ids = [publicSubnets[0].id, privateSubnets[0].id].sort();
    assert.deepEqual(ask(scene, "getSubnets", { filters })?.["ids"], ids);
    assert.deepEqual(ask(scene, "getSubnets", { tags: { Tier: "none" } })?.["ids"], []);
  });

  it("say when there is nothing, or more than one, or no such filter", () => {
    refused(() => ask(scene, "getVpc", { id: "vpc-1" }), "NotFound", /^no matching EC2 VPC found$/);
    refused(() => ask(scene, "getSubnet", { vpcId: vpc.id }), "TooManyResults", /multiple EC2 Subnets matched/);
    const filters = [{ name: "colour", values: ["red"] }];
    refused(() => ask(scene, "getSubnets", { filters }), "InvalidParameterValue", /filter 'colour' is invalid/);
    refused(() => ask(scene, "getPrefixList", { name: "nothing" }), "NotFound", /no matching EC2 Prefix List/);
  });

  it("know CloudFront's prefix list, and the services that endpoints lead to", () => {
    const name = "com.amazonaws.global.cloudfront.origin-facing";
    assert.match(JSON.stringify(ask(scene, "getManagedPrefixList", { name })?.["id"]), /^"pl-[0-9a-f]{8}"$/);
    const service = ask(scene, "getVpcEndpointService", { service: "ecr.api" });
    assert.equal(service?.["serviceName"], "com.amazonaws.eu-central-1.ecr.api");
    assert.equal(service["privateDnsName"], "api.ecr.eu-central-1.amazonaws.com");
  });
});
