/** What awsx:ec2:Vpc registers: names, parents, inputs, routes. */
import assert from "node:assert/strict";
import {
  isReference,
  UNKNOWN,
  makeSecret,
  type Properties,
  type Value,
} from "../../../../rehearsal/plugins/protocol/values.ts";
import { build as buildAny, AWS_VERSION, type Built } from "./built.ts";
import { FakeMonitor, idOf, urnOf, type FakeOptions } from "./fake-monitor.ts";

const TWO = { numberOfAvailabilityZones: 2, subnetStrategy: "Auto" };
const THREE_KINDS = [{ type: "Public" }, { type: "Private" }, { type: "Isolated" }];

const build = (inputs: Properties, options?: FakeOptions, request = {}): Promise<Built> =>
  buildAny("awsx:ec2:Vpc", inputs, options, request);

describe("a VPC of awsx's", () => {
  it("has a public and a private subnet in each of three zones, and a NAT gateway for each", async () => {
    const { monitor } = await build({});
    assert.equal(monitor.registrations.length, 1 + 2 + 6 * 4 + 3 * 2);
    assert.deepEqual(monitor.names("Vpc"), ["net", "net"]);
    assert.deepEqual(monitor.names("InternetGateway"), ["net"]);
    const subnets = ["public-1", "private-1", "public-2", "private-2", "public-3", "private-3"].map((s) => `net-${s}`);
    for (const type of ["Subnet", "RouteTable", "RouteTableAssociation", "Route"]) {
      assert.deepEqual(monitor.names(type).sort(), [...subnets].sort(), type);
    }
    for (const type of ["Eip", "NatGateway"]) assert.deepEqual(monitor.names(type), ["net-1", "net-2", "net-3"], type);
  });

  it("gives its children the real component's inputs", async () => {
    const { monitor } = await build({ ...TWO, tags: { Env: "dev" }, enableDnsHostnames: true });
    const vpc = idOf("aws:ec2/vpc:Vpc", "net");
    const tags = { Name: "net", Env: "dev" };
    const own = monitor.registrations.find(({ type }) => type === "aws:ec2/vpc:Vpc");
    assert.deepEqual(own?.inputs, { enableDnsHostnames: true, cidrBlock: "10.0.0.0/16", tags });
    assert.deepEqual(monitor.one("InternetGateway", "net").inputs, { vpcId: vpc, tags });
    assert.deepEqual(monitor.one("Subnet", "net-public-2").inputs, {
      vpcId: vpc,
      availabilityZone: "eu-central-1b",
      mapPublicIpOnLaunch: true,
      cidrBlock: "10.0.192.0/19",
      assignIpv6AddressOnCreation: false,
      tags: { Name: "net-public-2", Env: "dev", SubnetType: "Public" },
    });
    assert.equal(monitor.one("Subnet", "net-private-2").inputs["mapPublicIpOnLaunch"], false);
    assert.deepEqual(monitor.one("RouteTable", "net-private-1").inputs, {
      vpcId: vpc,
      tags: { Name: "net-private-1", Env: "dev", SubnetType: "Private" },
    });
    assert.deepEqual(monitor.one("Eip", "net-2").inputs, { tags: { Name: "net-2", Env: "dev" } });
    assert.deepEqual(monitor.one("NatGateway", "net-2").inputs, {
      subnetId: "Subnet/net-public-2",
      allocationId: "eipalloc-net-2",
      tags: { Name: "net-2", Env: "dev" },
    });
  });

  it("puts each child under the one that it belongs to, and lets it wait for that", async () => {
    const { monitor } = await build(TWO);
    const parents = monitor.registrations.map(({ type, name, parent, dependencies }) => {
      const above = monitor.registrations.find((other) => urnOf(other) === parent);
      const waits = type === "aws:ec2/vpc:Vpc" || type === "awsx:ec2:Vpc" || dependencies.includes(parent);
      return `${type.split(":").at(-1)} ${name} < ${above?.type.split(":").at(-1)} ${above?.name} ${waits}`;
    });
    const expected = [
      "InternetGateway net < Vpc net true",
      "Subnet net-private-2 < Vpc net true",
      "RouteTable net-private-2 < Subnet net-private-2 true",
      "RouteTableAssociation net-private-2 < RouteTable net-private-2 true",
      "Route net-private-2 < RouteTable net-private-2 true",
      "Eip net-1 < Subnet net-public-1 true",
      "NatGateway net-1 < Subnet net-public-1 true",
    ];
    for (const line of expected) assert.ok(parents.includes(line), `${line} in\n${parents.join("\n")}`);
  });

  it("tells the engine which input comes from which resource", async () => {
    const inputDependencies = { tags: ["urn:team"] };
    const { monitor, constructed } = await build({ ...TWO, tags: { Team: "a" } }, {}, { inputDependencies });
    const { propertyDependencies, dependencies } = monitor.one("NatGateway", "net-1");
    const subnet = urnOf({ type: "aws:ec2/subnet:Subnet", name: "net-public-1" });
    assert.deepEqual(propertyDependencies, {
      subnetId: [subnet],
      allocationId: [urnOf({ type: "aws:ec2/eip:Eip", name: "net-1" })],
      tags: ["urn:team"],
    });
    assert.ok(dependencies.includes("urn:team"));
    assert.deepEqual(constructed.dependencies["vpcId"], [urnOf({ type: "aws:ec2/vpc:Vpc", name: "net" })]);
  });

  it("routes private subnets through the one gateway, and isolated ones nowhere", async () => {
    const nat = { strategy: "Single" };
    const { monitor } = await build({ ...TWO, natGateways: nat, subnetSpecs: THREE_KINDS });
    assert.deepEqual(monitor.names("NatGateway"), ["net-1"]);
    const routes = ["net-public-2", "net-private-1", "net-private-2"].map((name) => monitor.one("Route", name).inputs);
    assert.deepEqual(
      routes.map((route) => route["gatewayId"] ?? route["natGatewayId"]),
      ["InternetGateway/net", "NatGateway/net-1", "NatGateway/net-1"],
    );
    assert.deepEqual(
      monitor.names("Route").filter((name) => name.includes("isolated")),
      [],
    );
  });

  it("makes no gateway, no address and no way out without NAT", async () => {
    const { monitor, constructed } = await build({ ...TWO, natGateways: { strategy: "None" } });
    assert.deepEqual([...monitor.names("NatGateway"), ...monitor.names("Eip")], []);
    assert.deepEqual(monitor.names("Route").sort(), ["net-public-1", "net-public-2"]);
    assert.deepEqual(constructed.outputs["natGateways"], []);
  });

  it("uses addresses that are brought", async () => {
    const nat = { strategy: "OnePerAz", elasticIpAllocationIds: ["eipalloc-a", UNKNOWN.string] };
    const { monitor } = await build({ ...TWO, natGateways: nat });
    assert.deepEqual(monitor.names("Eip"), []);
    const ids = ["net-1", "net-2"].map((name) => monitor.one("NatGateway", name).inputs["allocationId"]);
    assert.deepEqual(ids, ["eipalloc-a", UNKNOWN.string]);
  });

  it("makes nothing of unused space", async () => {
    const specs = [
      { type: "Public", cidrMask: 18 },
      { type: "Private", cidrMask: 19 },
      { type: "Unused", cidrMask: 19 },
    ];
    const { monitor } = await build({ ...TWO, subnetStrategy: "Exact", subnetSpecs: specs });
    assert.equal(monitor.names("Subnet").length, 4);
  });

  it("cuts IPv6 blocks from the VPC's, zone by zone and type by type", async () => {
    const outputs = { "aws:ec2/vpc:Vpc": { ipv6CidrBlock: "2a05:d014:1:ab00::/56" } };
    const specs: Value[] = [
      { type: "Public" },
      { type: "Private", assignIpv6AddressOnCreation: false },
      { type: "Isolated" },
    ];
    const inputs = { ...TWO, assignGeneratedIpv6CidrBlock: true, subnetSpecs: specs };
    const { monitor } = await build(inputs, { outputs });
    const blocks = ["public-1", "public-2", "isolated-1", "private-1"].map((name) => {
      return monitor.one("Subnet", `net-${name}`).inputs["ipv6CidrBlock"];
    });
    const [a, b, c, none] = blocks;
    assert.deepEqual([a, b, c], ["2a05:d014:1:ab00::/64", "2a05:d014:1:ab01::/64", "2a05:d014:1:ab04::/64"]);
    assert.equal(none, undefined);
    await assert.rejects(
      build({ ...TWO, subnetSpecs: [{ type: "Public" }, { type: "Private", assignIpv6AddressOnCreation: true }] }),
      /needs a VPC with an IPv6 block/,
    );
  });

  it("takes the block that IPAM gives, once the VPC has it", async () => {
    const outputs = { "aws:ec2/vpc:Vpc": { cidrBlock: "10.9.0.0/20" } };
    const { monitor, constructed } = await build(
      { ...TWO, ipv4IpamPoolId: "ipam-pool-1", ipv4NetmaskLength: 20 },
      { outputs },
    );
    assert.equal(monitor.one("Subnet", "net-private-2").inputs["cidrBlock"], "10.9.8.0/22");
    assert.deepEqual(constructed.outputs["subnetLayout"], [
      { type: "Private", cidrMask: 22 },
      { type: "Public", cidrMask: 23 },
    ]);
  });

  it("asks for the zones of its own region, with the provider that it is given", async () => {
    const providers = { aws: "urn:pulumi:dev::p::pulumi:providers:aws::tagged::1" };
    const { monitor } = await build({ ...TWO, region: "eu-west-1" }, {}, { providers });
    assert.deepEqual(monitor.calls[0]?.args, { region: "eu-west-1" });
    assert.equal(monitor.calls[0]?.provider, providers.aws);
    for (const child of monitor.registrations.filter(({ custom }) => custom)) {
      assert.equal(child.provider, providers.aws, child.name);
      assert.equal(child.version, AWS_VERSION, child.name);
      assert.equal(child.inputs["region"], "eu-west-1", child.name);
    }
    assert.deepEqual(monitor.registrations[0]?.providers, providers);
    const named = await build({ availabilityZoneNames: ["eu-west-1b", "eu-west-1c"] });
    assert.deepEqual(named.monitor.calls, []);
    assert.equal(named.monitor.one("Subnet", "net-public-1").inputs["availabilityZone"], "eu-west-1b");
  });

  it("plans with unknown ids, and without a guess", async () => {
    const { monitor, constructed } = await build(TWO, { preview: true });
    const { inputs } = monitor.one("NatGateway", "net-1");
    assert.deepEqual([inputs["subnetId"], inputs["allocationId"]], [UNKNOWN.string, UNKNOWN.string]);
    assert.equal("ipv6CidrBlock" in monitor.one("Subnet", "net-public-1").inputs, false);
    assert.equal(constructed.outputs["vpcId"], UNKNOWN.string);
    assert.equal(monitor.registrations.length, 1 + 2 + 4 * 4 + 2 * 2);
  });

  it("keeps secrets secret on their way to the children", async () => {
    const { monitor } = await build({ ...TWO, tags: { Owner: makeSecret("a") } });
    assert.deepEqual(monitor.one("Eip", "net-1").inputs["tags"], { Name: "net-1", Owner: makeSecret("a") });
  });

  it("hands its protection on to all children", async () => {
    const { monitor } = await build(TWO, {}, { protect: true });
    assert.ok(monitor.registrations.every(({ protect }) => protect));
  });

  it("gives out references and ids, by type of subnet", async () => {
    const { constructed, monitor } = await build({ ...TWO, subnetSpecs: THREE_KINDS });
    const { outputs } = constructed;
    assert.deepEqual(outputs["isolatedSubnetIds"], ["Subnet/net-isolated-1", "Subnet/net-isolated-2"]);
    assert.ok(isReference(outputs["vpc"] ?? null));
    const references = outputs["publicSubnets"];
    assert.ok(Array.isArray(references) && references.every(isReference) && references.length === 2);
    assert.deepEqual(monitor.finished, [urnOf({ type: "awsx:ec2:Vpc", name: "net" })]);
  });

  it("warns of the strategy whose default is to change, with the specs that keep the layout", async () => {
    const specs = [{ type: "Isolated" }, { type: "Public" }, { type: "Private" }];
    const { warnings } = await build({ numberOfAvailabilityZones: 2, subnetSpecs: specs });
    assert.match(warnings.join(), /keep today's layout: \[\{"type":"Private","cidrMask":19\},\{"type":"Public"/);
    assert.deepEqual((await build(TWO)).warnings, []);
  });

  it("ends with the first error, after everything else has come to its end", async () => {
    const monitor = new FakeMonitor({ broken: ["net-2"] });
    await assert.rejects(build(TWO, {}, { monitor }), /^Error: net-2 is broken$/);
    assert.deepEqual(monitor.finished, []);
    assert.deepEqual(monitor.names("Route").sort(), ["net-private-1", "net-public-1", "net-public-2"]);
  });

  it("builds two at once without mixing them", async () => {
    const [a, b] = await Promise.all([
      build(TWO, {}, { name: "a" }),
      build({ ...TWO, cidrBlock: "10.1.0.0/16" }, {}, { name: "b" }),
    ]);
    assert.ok(a.monitor.registrations.every(({ name }) => name === "a" || name.startsWith("a-")));
    assert.equal(b.monitor.one("Subnet", "b-private-1").inputs["cidrBlock"], "10.1.0.0/18");
  });
});
