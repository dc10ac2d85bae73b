import assert from "node:assert/strict";
import { textAt } from "../../../../rehearsal/aws/kind.ts";
import { routesOf } from "../../../../rehearsal/aws/services/ec2/routes.ts";
import * as types from "../../../../rehearsal/aws/services/ec2/types.ts";
import { zoneId } from "../../../../rehearsal/aws/services/ec2/zones.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { UNKNOWN } from "../../../../rehearsal/plugins/protocol/values.ts";
import { caught, previewed, refused } from "../refused.ts";
import { NetworkScene } from "./scene.ts";

const OUTSIDE = "0.0.0.0/0";

describe("a network on the embedded AWS", () => {
  let scene: NetworkScene;
  beforeEach(() => {
    scene = new NetworkScene();
  });

  it("has ids and ARNs as EC2 makes them", () => {
    const { vpc, publicSubnets } = scene;
    assert.match(vpc.id, /^vpc-0[0-9a-f]{16}$/);
    assert.equal(vpc.outputs["arn"], `arn:aws:ec2:eu-central-1:111122223333:vpc/${vpc.id}`);
    assert.match(textAt(vpc.outputs, "mainRouteTableId") ?? "", /^rtb-0[0-9a-f]{16}$/);
    assert.match(textAt(vpc.outputs, "defaultSecurityGroupId") ?? "", /^sg-0[0-9a-f]{16}$/);
    assert.match(textAt(vpc.outputs, "defaultNetworkAclId") ?? "", /^acl-0[0-9a-f]{16}$/);
    const [first] = publicSubnets;
    assert.match(first.id, /^subnet-0[0-9a-f]{16}$/);
    assert.equal(first.outputs["availabilityZoneId"], "euc1-az1");
    assert.equal(first.outputs["mapPublicIpOnLaunch"], false);
  });

  it("names zones as AWS does", () => {
    const zones = ["us-east-1a", "ap-southeast-2c", "eu-west-3b", "ca-central-1a"];
    assert.deepEqual(zones.map(zoneId), ["use1-az1", "apse2-az3", "euw3-az2", "cac1-az1"]);
  });

  it("routes a subnet by its own table, else by the main one", () => {
    const { account, publicSubnets, vpc, gateway } = scene;
    const outward = { cidr: OUTSIDE, target: "internet-gateway", targetId: gateway.id, blackhole: false };
    const local = { cidr: "10.0.0.0/16", target: "local", targetId: "local", blackhole: false };
    assert.deepEqual(routesOf(publicSubnets[0].id, account.cloud), [local, outward]);
    const lonely = scene.subnet("10.0.9.0/24", "a");
    assert.deepEqual(routesOf(lonely.id, account.cloud), [local]);
    const routes = [{ cidrBlock: OUTSIDE, gatewayId: gateway.id }];
    const defaultRouteTableId = vpc.outputs["defaultRouteTableId"] ?? "";
    account.make("aws:ec2/defaultRouteTable:DefaultRouteTable", { defaultRouteTableId, routes });
    assert.deepEqual(routesOf(lonely.id, account.cloud), [local, outward]);
    const other = account.make(types.ROUTE_TABLE, { vpcId: vpc.id });
    account.make(types.MAIN_ROUTE_TABLE_ASSOCIATION, { vpcId: vpc.id, routeTableId: other.id });
    assert.deepEqual(routesOf(lonely.id, account.cloud), [local]);
  });

  it("shows a route whose target is gone as a black hole", () => {
    const { account, publicTable, publicSubnets } = scene;
    const allocationId = account.make(types.EIP, { domain: "vpc" }).id;
    const nat = account.make(types.NAT_GATEWAY, { allocationId, subnetId: publicSubnets[0].id });
    const inputs = { routeTableId: publicTable.id, destinationCidrBlock: "192.0.2.0/24", natGatewayId: nat.id };
    const route = account.make(types.ROUTE, inputs);
    assert.equal(account.look(route)?.outputs["state"], "active");
    account.remove(nat);
    assert.equal(account.look(route)?.outputs["state"], "blackhole");
  });

  it("makes a NAT gateway available after a while, and fails one that no internet gateway stands behind", () => {
    const { account, publicSubnets } = scene;
    const eip = account.make(types.EIP, { domain: "vpc" });
    const nat = account.make(types.NAT_GATEWAY, { allocationId: eip.id, subnetId: publicSubnets[0].id });
    assert.equal(account.settled(nat).state, "pending");
    account.pass(60);
    assert.deepEqual(account.settled(nat), { state: "ready" });
    assert.equal(nat.outputs["publicIp"], eip.outputs["publicIp"]);
    assert.equal(account.look(eip)?.outputs["associationId"], nat.outputs["associationId"]);
    const bare = account.make(types.VPC, { cidrBlock: "10.1.0.0/16" });
    const subnet = account.make(types.SUBNET, { vpcId: bare.id, cidrBlock: "10.1.0.0/24" });
    const allocationId = account.make(types.EIP, {}).id;
    const failing = account.settled(account.make(types.NAT_GATEWAY, { allocationId, subnetId: subnet.id }));
    assert.equal(failing.state, "failed");
    assert.match(failing.reason, /Gateway\.NotAttached: Network vpc-\w+ has no Internet gateway attached/);
  });

  it("is taken down from its parts to the VPC, and leaves nothing", () => {
    const { account } = scene;
    const parts = [types.ROUTE_TABLE_ASSOCIATION, types.ROUTE, types.SUBNET, types.SECURITY_GROUP, types.ROUTE_TABLE];
    const all = [...parts, types.INTERNET_GATEWAY, types.VPC];
    for (const type of all) {
      const own = account.cloud.list(type).filter(({ notes }) => Object.keys(notes).length === 0);
      for (const resource of own) account.remove(resource);
    }
    for (const type of [...all, types.NETWORK_ACL]) assert.deepEqual(account.cloud.list(type), [], type);
  });

  const MISTAKES: Record<string, [code: string, words: RegExp, act: (scene: NetworkScene) => unknown]> = {
    "a subnet in a VPC that isn't there": [
      "InvalidVpcID.NotFound",
      /^The vpc ID 'vpc-1' does not exist$/,
      ({ account }) => account.make(types.SUBNET, { vpcId: "vpc-1", cidrBlock: "10.0.9.0/24" }),
    ],
    "a subnet outside of its VPC": [
      "InvalidSubnet.Range",
      /^The CIDR '10\.1\.0\.0\/24' is invalid\.$/,
      (s) => s.subnet("10.1.0.0/24", "a"),
    ],
    "a subnet over another": [
      "InvalidSubnet.Conflict",
      /^The CIDR '10\.0\.0\.128\/25' conflicts with another subnet$/,
      (s) => s.subnet("10.0.0.128/25", "a"),
    ],
    "a subnet in a zone that the region hasn't": [
      "InvalidParameterValue",
      /Value \(eu-central-1x\) for parameter availabilityZone is invalid/,
      (s) => s.subnet("10.0.9.0/24", "x"),
    ],
    "a second internet gateway": [
      "InvalidParameterValue",
      /^Network vpc-\w+ already has an internet gateway attached$/,
      ({ account, vpc }) => account.make(types.INTERNET_GATEWAY, { vpcId: vpc.id }),
    ],
    "a second route to the same place": [
      "RouteAlreadyExists",
      /identified by 0\.0\.0\.0\/0 already exists/,
      ({ account, publicTable, gateway }) =>
        account.make(types.ROUTE, {
          routeTableId: publicTable.id,
          destinationCidrBlock: OUTSIDE,
          gatewayId: gateway.id,
        }),
    ],
    "a route to a NAT gateway that isn't there": [
      "InvalidNatGatewayID.NotFound",
      /'nat-1' does not exist/,
      ({ account, privateTable }) =>
        account.make(types.ROUTE, {
          routeTableId: privateTable.id,
          destinationCidrBlock: OUTSIDE,
          natGatewayId: "nat-1",
        }),
    ],
    "a route to another VPC's internet gateway": [
      "InvalidParameterValue",
      /belong to different networks/,
      ({ account, gateway }) => {
        const other = account.make(types.VPC, { cidrBlock: "10.1.0.0/16" });
        account.make(types.ROUTE_TABLE, { vpcId: other.id, routes: [{ cidrBlock: OUTSIDE, gatewayId: gateway.id }] });
      },
    ],
    "a second table for a subnet": [
      "Resource.AlreadyAssociated",
      /conflicts with an existing association/,
      (s) => s.associate(s.publicSubnets[0].id, s.privateTable.id),
    ],
    "an address for two NAT gateways": [
      "Resource.AlreadyAssociated",
      /is already associated/,
      ({ account, publicSubnets }) => {
        const allocationId = account.make(types.EIP, {}).id;
        for (const { id } of publicSubnets) account.make(types.NAT_GATEWAY, { allocationId, subnetId: id });
      },
    ],
    "an address that a NAT gateway still has, given back": [
      "InvalidIPAddress.InUse",
      /is in use/,
      ({ account, publicSubnets }) => {
        const eip = account.make(types.EIP, {});
        account.make(types.NAT_GATEWAY, { allocationId: eip.id, subnetId: publicSubnets[0].id });
        account.remove(eip);
      },
    ],
    "an internet gateway under public addresses, detached": [
      "DependencyViolation",
      /has some mapped public address/,
      ({ account, gateway, publicSubnets }) => {
        const allocationId = account.make(types.EIP, {}).id;
        account.make(types.NAT_GATEWAY, { allocationId, subnetId: publicSubnets[0].id });
        account.remove(gateway);
      },
    ],
    "a VPC with subnets, deleted": [
      "DependencyViolation",
      /^The vpc 'vpc-\w+' has dependencies and cannot be deleted\.$/,
      ({ account, vpc }) => account.remove(vpc),
    ],
    "a subnet with a NAT gateway, deleted": [
      "DependencyViolation",
      /^The subnet 'subnet-\w+' has dependencies/,
      ({ account, publicSubnets: [subnet] }) => {
        const allocationId = account.make(types.EIP, {}).id;
        account.make(types.NAT_GATEWAY, { allocationId, subnetId: subnet.id });
        account.remove(subnet);
      },
    ],
    "a route table with subnets, deleted": [
      "DependencyViolation",
      /^The routeTable 'rtb-\w+' has dependencies/,
      ({ account, publicTable }) => account.remove(publicTable),
    ],
  };
  for (const [mistake, [code, words, act]] of Object.entries(MISTAKES)) {
    it(`refuses ${mistake}`, () => refused(() => act(scene), code, words));
  }

  const SLIPS: [type: string, inputs: Properties, property: string, words: RegExp][] = [
    [types.VPC, { cidrBlock: "10.0.0.0/8" }, "cidrBlock", /between 16 and 28 significant bits, got: 8/],
    [types.VPC, { cidrBlock: "10.0.1.0/16" }, "cidrBlock", /did you mean "10\.0\.0\.0\/16"\?/],
    [types.SUBNET, { vpcId: "vpc-1", cidrBlock: "10.0.1.5/24" }, "cidrBlock", /did you mean "10\.0\.1\.0\/24"\?/],
    [types.SUBNET, { vpcId: "vpc-1", cidrBlock: "ten" }, "cidrBlock", /invalid CIDR address: ten/],
    [types.ROUTE, { routeTableId: "rtb-1", gatewayId: "igw-1" }, "destinationCidrBlock", /exactly one of/],
    [types.ROUTE, { routeTableId: "rtb-1", destinationCidrBlock: OUTSIDE }, "carrierGatewayId", /none is given/],
    [types.NAT_GATEWAY, { subnetId: "subnet-1" }, "allocationId", /required when connectivityType is public/],
    [types.ROUTE_TABLE_ASSOCIATION, { routeTableId: "rtb-1" }, "subnetId", /exactly one of subnetId, gatewayId/],
  ];
  for (const [type, inputs, property, words] of SLIPS) {
    it(`says in a preview what is wrong with ${JSON.stringify(inputs)}`, () => caught(type, inputs, property, words));
  }

  it("judges no value that is unknown yet", () => {
    const natGatewayId = UNKNOWN.string;
    assert.deepEqual(previewed(types.ROUTE, { destinationCidrBlock: OUTSIDE, natGatewayId }), []);
    assert.deepEqual(previewed(types.VPC, { cidrBlock: UNKNOWN.string }), []);
    assert.deepEqual(previewed(types.NAT_GATEWAY, { subnetId: UNKNOWN.string, allocationId: UNKNOWN.string }), []);
  });
});
