import assert from "node:assert/strict";
import { allocateVnic } from "../../../../rehearsal/oci/services/network/vnic.ts";
import { compartmentId, openNetwork } from "./fixture.ts";
import type { Network, Thing } from "./fixture.ts";

const INWARD = {
  protocol: "6",
  source: "10.0.0.0/16",
  tcpOptions: { destinationPortRange: { min: 8000, max: 8000 } },
};

describe("security lists, DHCP options and groups", () => {
  let net: Network;
  beforeEach(async () => {
    net = await openNetwork();
  });
  afterEach(() => net.world.close());

  const list = (ingress: object[], egress: object[] = []) => ({
    ingressSecurityRules: ingress,
    egressSecurityRules: egress,
  });

  it("keep a list's rules as given, with OCI's defaults, and change one direction alone", async () => {
    const made = await net.make("securityLists", list([INWARD], [{ protocol: "all", destination: "0.0.0.0/0" }]));
    assert.deepEqual(made["ingressSecurityRules"], [{ ...INWARD, sourceType: "CIDR_BLOCK", isStateless: false }]);
    const changed = await net.call("PUT", `securityLists/${made.id}`, { ingressSecurityRules: [] });
    assert.deepEqual(changed.body, { ...made, ingressSecurityRules: [] });
  });

  for (const [what, change, why] of [
    ["ports of another protocol", { protocol: "17" }, /tcpOptions doesn't go with protocol 17/],
    ["ports turned round", { tcpOptions: { destinationPortRange: { min: 2, max: 1 } } }, /min not above max/],
    ["port 0", { tcpOptions: { sourcePortRange: { min: 0, max: 1 } } }, /sourcePortRange must be ports from 1/],
    ["half a port", { tcpOptions: { destinationPortRange: { min: 1.5, max: 2 } } }, /destinationPortRange/],
    ["a range without its end", { tcpOptions: { destinationPortRange: { min: 1 } } }, /destinationPortRange.max/],
    ["host bits in its source", { source: "10.0.0.1/16" }, /host bits/],
    ["a service that isn't there", { source: "oci-xyz-objectstorage", sourceType: "SERVICE_CIDR_BLOCK" }, /label/],
    ["a group, which lists can't name", { sourceType: "NETWORK_SECURITY_GROUP" }, /sourceType must be one of/],
    ["protocol 256", { protocol: "256", tcpOptions: undefined }, /from 0 to 255/],
  ] as const) {
    it(`refuse a list's rule with ${what}, by its place`, async () => {
      await net.make("securityLists", list([INWARD]));
      const text = await net.attempt("securityLists", list([INWARD, { ...INWARD, ...change }]));
      assert.match(text, /^400.*ingressSecurityRules\[1\]/);
      assert.match(text, why);
    });
  }

  it("stay while a subnet uses them", async () => {
    const lists = await net.make("securityLists", list([]));
    const options = await net.make("dhcps", {
      options: [{ type: "DomainNameServer", serverType: "VcnLocalPlusInternet" }],
    });
    const details = { cidrBlock: "10.0.1.0/24", securityListIds: [lists.id], dhcpOptionsId: options.id };
    const subnet = await net.make("subnets", details);
    for (const path of [`securityLists/${lists.id}`, `dhcps/${options.id}`]) {
      assert.match((await net.call("DELETE", path)).text, new RegExp(`^409.*${subnet.id}`), path);
    }
    const back = {
      securityListIds: [net.vcn["defaultSecurityListId"]],
      dhcpOptionsId: net.vcn["defaultDhcpOptionsId"],
    };
    assert.equal((await net.call("PUT", `subnets/${subnet.id}`, back)).status, 200);
    assert.equal((await net.call("DELETE", `securityLists/${lists.id}`)).status, 204);
    assert.equal((await net.call("DELETE", `dhcps/${options.id}`)).status, 204);
  });

  it("are used only by subnets of their own VCN", async () => {
    const other = (await net.call("POST", "vcns", { compartmentId, cidrBlocks: ["10.9.0.0/16"] })).body;
    const subnet = await net.make("subnets", { cidrBlock: "10.0.1.0/24" });
    for (const change of [
      { securityListIds: [other["defaultSecurityListId"]] },
      { dhcpOptionsId: other["defaultDhcpOptionsId"] },
      { routeTableId: other["defaultRouteTableId"] },
    ]) {
      assert.match(await net.attempt("subnets", { cidrBlock: "10.0.2.0/24", ...change }), /^409.*another VCN/);
      assert.match((await net.call("PUT", `subnets/${subnet.id}`, change)).text, /^409.*another VCN/);
    }
    assert.deepEqual((await net.call("GET", `subnets/${subnet.id}`)).body, subnet);
  });

  describe("groups", () => {
    let group: Thing;
    let subnet: Thing;
    beforeEach(async () => {
      group = await net.make("networkSecurityGroups");
      subnet = await net.make("subnets", { cidrBlock: "10.0.1.0/24" });
    });
    const vnic = (nsgIds: string[]) =>
      allocateVnic(net.world.runtime.present(), { subnetId: subnet.id, compartmentId, displayName: "api", nsgIds });

    it("show the VNICs in them, as VNICs come and leave", async () => {
      const shown = async () => {
        const answer = await net.call("GET", `networkSecurityGroups/${group.id}/vnics`);
        return (answer.body as unknown as { vnicId: string }[]).map(({ vnicId }) => vnicId);
      };
      const { id } = vnic([]);
      assert.deepEqual(await shown(), []);
      assert.equal((await net.call("PUT", `vnics/${id}`, { nsgIds: [group.id] })).status, 200);
      assert.deepEqual(await shown(), [id]);
      assert.equal((await net.call("DELETE", `networkSecurityGroups/${group.id}`)).status, 409);
      assert.equal((await net.call("PUT", `vnics/${id}`, { nsgIds: [] })).status, 200);
      assert.equal((await net.call("DELETE", `networkSecurityGroups/${group.id}`)).status, 204);
    });

    it("take no VNIC of another VCN; a VNIC takes five groups, which are groups", async () => {
      const other = (await net.call("POST", "vcns", { compartmentId, cidrBlocks: ["10.9.0.0/16"] })).body;
      const stranger = await net.make("networkSecurityGroups", { vcnId: other.id });
      const { id } = vnic([group.id]);
      const put = async (nsgIds: string[]) => (await net.call("PUT", `vnics/${id}`, { nsgIds })).text;
      assert.match(await put([stranger.id]), /^400.*another VCN/);
      assert.match(await put([subnet.id]), /^400.*network security groups/);
      assert.match(await put(Array.from({ length: 6 }, () => group.id)), /^400.*at most 5/);
      assert.match(await put([`${group.id.slice(0, -3)}xyz`]), /^404/);
    });

    it("take 25 rules at once and 120 in all, all of a request's or none", async () => {
      const path = `networkSecurityGroups/${group.id}/actions/addSecurityRules`;
      const add = (count: number, last: object = {}) => {
        const rule = { ...INWARD, direction: "INGRESS" };
        const securityRules = Array.from({ length: count }, (_, n) => (n === count - 1 ? { ...rule, ...last } : rule));
        return net.call("POST", path, { securityRules });
      };
      const count = async () => {
        const rules = await net.call("GET", `networkSecurityGroups/${group.id}/securityRules?limit=200`);
        return (rules.body as unknown as Thing[]).length;
      };
      assert.match((await add(26)).text, /^400.*at most 25/);
      assert.match((await add(2, { source: "10.0.0.1/16" })).text, /^400.*securityRules\[1\].source/);
      assert.equal(await count(), 0);
      for (const batch of [25, 25, 25, 25, 20]) {
        assert.equal((await add(batch)).status, 200);
      }
      assert.match((await add(1)).text, /^400.*LimitExceeded.*120/);
      assert.equal(await count(), 120);
    });
  });
});
