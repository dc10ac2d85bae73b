/** VPC endpoints of a VPC of awsx's. */
import assert from "node:assert/strict";
import type { Properties, Value } from "../../../../rehearsal/plugins/protocol/values.ts";
import { UNKNOWN } from "../../../../rehearsal/plugins/protocol/values.ts";
import { build, type Built } from "./built.ts";

const LOGS = "com.amazonaws.eu-central-1.logs";
const S3 = "com.amazonaws.eu-central-1.s3";

const PLAIN = { numberOfAvailabilityZones: 2, subnetStrategy: "Auto", vpcEndpointStrategy: "Auto" };

const withEndpoints = (specs: Value[], more: Properties = {}): Promise<Built> =>
  build("awsx:ec2:Vpc", { ...PLAIN, vpcEndpointSpecs: specs, ...more });

describe("a VPC endpoint of awsx's", () => {
  it("gets every route table as a gateway, and nothing else", async () => {
    const { monitor } = await withEndpoints([{ serviceName: S3 }]);
    const { inputs } = monitor.one("VpcEndpoint", S3);
    const tables = ["public-1", "private-1", "public-2", "private-2"].map((name) => `RouteTable/net-${name}`);
    assert.deepEqual(inputs, { serviceName: S3, routeTableIds: tables, tags: { Name: "net" }, vpcId: "Vpc/net" });
    assert.deepEqual(monitor.names("SecurityGroup"), []);
  });

  it("gets private subnets, private DNS and a security group as an interface", async () => {
    const spec = { serviceName: LOGS, vpcEndpointType: "Interface", tags: { Use: "logs" } };
    const { monitor } = await withEndpoints([spec]);
    const { inputs } = monitor.one("VpcEndpoint", LOGS);
    assert.deepEqual(inputs, {
      serviceName: LOGS,
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      securityGroupIds: [`SecurityGroup/${LOGS}-sg`],
      subnetIds: ["Subnet/net-private-1", "Subnet/net-private-2"],
      tags: { Name: "net", Use: "logs" },
      vpcId: "Vpc/net",
    });
    assert.deepEqual(monitor.one("SecurityGroupRule", `${LOGS}-ingress`).inputs, {
      type: "ingress",
      securityGroupId: `SecurityGroup/${LOGS}-sg`,
      protocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrBlocks: ["10.0.0.0/16"],
    });
    const vpc = monitor.registrations.find(({ type }) => type === "aws:ec2/vpc:Vpc");
    assert.deepEqual([vpc?.inputs["enableDnsHostnames"], vpc?.inputs["enableDnsSupport"]], [true, true]);
  });

  it("fails with a child that no output speaks of", async () => {
    const specs = [{ serviceName: LOGS, vpcEndpointType: "Interface" }];
    const inputs = { ...PLAIN, vpcEndpointSpecs: specs };
    await assert.rejects(build("awsx:ec2:Vpc", inputs, { broken: [`${LOGS}-ingress`] }), /logs-ingress is broken/);
  });

  it("stands in isolated subnets where none are private", async () => {
    const specs = [{ type: "Public" }, { type: "Isolated" }];
    const spec = { serviceName: LOGS, vpcEndpointType: "Interface" };
    const { monitor } = await withEndpoints([spec], { subnetSpecs: specs });
    const ids = monitor.one("VpcEndpoint", LOGS).inputs["subnetIds"];
    assert.deepEqual(ids, ["Subnet/net-isolated-1", "Subnet/net-isolated-2"]);
  });

  it("keeps what the program says itself", async () => {
    const own = { subnetIds: ["subnet-1"], securityGroupIds: ["sg-1"], privateDnsEnabled: false };
    const { monitor } = await withEndpoints([{ serviceName: LOGS, vpcEndpointType: "Interface", ...own }]);
    const { inputs } = monitor.one("VpcEndpoint", LOGS);
    for (const [name, value] of Object.entries(own)) assert.deepEqual(inputs[name], value, name);
    assert.deepEqual(monitor.names("SecurityGroup"), []);
  });

  it("is handed on as it is under Legacy, with a warning for what is missing", async () => {
    const specs: Value[] = [{ serviceName: LOGS, vpcEndpointType: "Interface" }, { serviceName: S3 }];
    const { monitor, warnings } = await withEndpoints(specs, { vpcEndpointStrategy: "Legacy" });
    assert.equal("subnetIds" in monitor.one("VpcEndpoint", LOGS).inputs, false);
    assert.equal("routeTableIds" in monitor.one("VpcEndpoint", S3).inputs, false);
    assert.match(warnings.join("\n"), /logs has no `subnetIds`.*\n.*s3 has no `routeTableIds`/);
  });

  it("is refused under Auto while its type is unknown, or DNS is off", async () => {
    const unclear = { serviceName: LOGS, vpcEndpointType: UNKNOWN.string };
    await assert.rejects(withEndpoints([unclear]), /must know the `vpcEndpointType` of com\.amazonaws/);
    const face = { serviceName: LOGS, vpcEndpointType: "Interface" };
    await assert.rejects(withEndpoints([face], { enableDnsSupport: false }), /`enableDnsSupport` is false/);
    await withEndpoints([{ ...face, privateDnsEnabled: false }], { enableDnsSupport: false });
  });
});
