import assert from "node:assert/strict";
import { allocateVnic, releaseVnic } from "../../../../rehearsal/oci/services/network/vnic.ts";
import { compartmentId, openNetwork } from "./fixture.ts";
import type { Network, Thing } from "./fixture.ts";

describe("a subnet", () => {
  let net: Network;
  beforeEach(async () => {
    net = await openNetwork();
  });
  afterEach(() => net.world.close());

  const vnicIn = (subnet: Thing, details: object = {}) =>
    allocateVnic(net.world.runtime.present(), {
      subnetId: subnet.id,
      compartmentId,
      displayName: "api",
      nsgIds: [],
      ...details,
    });

  it("has its router at its first address, its name under the VCN's, and the VCN's defaults", async () => {
    const subnet = await net.make("subnets", { cidrBlock: "10.0.1.0/24", dnsLabel: "apps" });
    assert.equal(subnet["virtualRouterIp"], "10.0.1.1");
    assert.equal(subnet["subnetDomainName"], "apps.net.oraclevcn.com");
    assert.equal(subnet["routeTableId"], net.vcn["defaultRouteTableId"]);
    assert.deepEqual(subnet["securityListIds"], [net.vcn["defaultSecurityListId"]]);
    assert.equal(subnet["prohibitPublicIpOnVnic"], false);
  });

  for (const [cidrBlock, why] of [
    ["10.1.0.0/24", /does not lie in the VCN's 10.0.0.0\/16/],
    ["10.0.0.0/15", /does not lie/],
    ["10.0.1.128/25", /overlaps with 10.0.1.0\/24/],
    ["10.0.2.1/24", /host bits/],
    ["10.0.2.0/31", /too small/],
  ] as const) {
    it(`can't be ${cidrBlock} beside 10.0.1.0/24 in 10.0.0.0/16`, async () => {
      await net.make("subnets", { cidrBlock: "10.0.1.0/24" });
      const text = await net.attempt("subnets", { cidrBlock });
      assert.match(text, /^400/);
      assert.match(text, why);
    });
  }

  it("can't name an availability domain, a table or a sixth list that it can't have", async () => {
    const cidrBlock = "10.0.1.0/24";
    assert.match(await net.attempt("subnets", { cidrBlock, availabilityDomain: "AD-9" }), /^400.*availabilityDomain/);
    const securityListIds = Array.from({ length: 6 }, () => net.vcn["defaultSecurityListId"]);
    assert.match(await net.attempt("subnets", { cidrBlock, securityListIds }), /^400.*securityListIds/);
    const absent = String(net.vcn["defaultRouteTableId"]).slice(0, -3) + "xyz";
    assert.match(await net.attempt("subnets", { cidrBlock, routeTableId: absent }), /^404/);
  });

  it("keeps its first two addresses and its last, gives out the others once, and takes them back", async () => {
    const subnet = await net.make("subnets", { cidrBlock: "10.0.1.0/29" });
    const given = Array.from({ length: 5 }, () => vnicIn(subnet));
    assert.deepEqual(
      given.map((vnic) => vnic.privateIp),
      ["10.0.1.2", "10.0.1.3", "10.0.1.4", "10.0.1.5", "10.0.1.6"],
    );
    assert.throws(() => vnicIn(subnet), /no free IP address left/);
    releaseVnic(net.world.runtime.present(), given[2]?.id ?? "");
    assert.equal(vnicIn(subnet).privateIp, "10.0.1.4");
  });

  it("gives the address that is asked for, once", async () => {
    const subnet = await net.make("subnets", { cidrBlock: "10.0.1.0/24" });
    assert.equal(vnicIn(subnet, { assignPrivateIp: "10.0.1.9" }).privateIp, "10.0.1.9");
    assert.throws(() => vnicIn(subnet, { assignPrivateIp: "10.0.1.9" }), /in use/);
    assert.throws(() => vnicIn(subnet, { assignPrivateIp: "10.0.1.1" }), /no usable address/);
    assert.throws(() => vnicIn(subnet, { assignPrivateIp: "10.0.2.9" }), /no usable address/);
  });

  it("gives public addresses unless it prohibits them", async () => {
    const open = await net.make("subnets", { cidrBlock: "10.0.1.0/24" });
    const closed = await net.make("subnets", { cidrBlock: "10.0.2.0/24", prohibitPublicIpOnVnic: true });
    const publicIps = [vnicIn(open).publicIp, vnicIn(open).publicIp, vnicIn(open, { assignPublicIp: false }).publicIp];
    assert.deepEqual(publicIps, ["203.0.113.1", "203.0.113.2", undefined]);
    assert.equal(vnicIn(closed).publicIp, undefined);
    assert.throws(() => vnicIn(closed, { assignPublicIp: true }), /prohibits public IP/);
    assert.equal((await net.make("natGateways"))["natIp"], "203.0.113.3");
  });

  it("and its parts stay while something uses them", async () => {
    const table = await net.make("routeTables", { routeRules: [] });
    const subnet = await net.make("subnets", { cidrBlock: "10.0.1.0/24", routeTableId: table.id });
    const group = await net.make("networkSecurityGroups");
    const vnic = vnicIn(subnet, { nsgIds: [group.id] });
    for (const [path, user] of [
      [`subnets/${subnet.id}`, vnic.id],
      [`networkSecurityGroups/${group.id}`, vnic.id],
      [`routeTables/${table.id}`, subnet.id],
    ] as const) {
      const answer = await net.call("DELETE", path);
      assert.equal(answer.status, 409);
      assert.match(answer.text, new RegExp(user));
    }
    releaseVnic(net.world.runtime.present(), vnic.id);
    assert.equal((await net.call("DELETE", `subnets/${subnet.id}`)).status, 204);
    assert.equal((await net.call("DELETE", `routeTables/${table.id}`)).status, 204);
    assert.equal((await net.call("DELETE", `networkSecurityGroups/${group.id}`)).status, 204);
  });

  it("shows its VNICs' addresses as private and public IPs", async () => {
    const subnet = await net.make("subnets", { cidrBlock: "10.0.1.0/24" });
    const vnic = vnicIn(subnet);
    const shown = await net.call("GET", `vnics/${vnic.id}`);
    assert.equal(shown.body["privateIp"], "10.0.1.2");
    const listed = (await net.call("GET", `privateIps?vnicId=${vnic.id}`)).body as unknown as Thing[];
    assert.deepEqual(
      listed.map((address) => [address["ipAddress"], address["isPrimary"]]),
      [["10.0.1.2", true]],
    );
    const privateIpId = listed[0]?.id;
    assert.equal((await net.call("GET", `privateIps/${privateIpId}`)).status, 200);
    const publicIp = await net.call("POST", "publicIps/actions/getByPrivateIpId", { privateIpId });
    assert.equal(publicIp.body["ipAddress"], vnic.publicIp);
    assert.equal((await net.call("GET", `publicIps/${publicIp.body.id}`)).status, 200);
    releaseVnic(net.world.runtime.present(), vnic.id);
    assert.equal((await net.call("GET", `publicIps/${publicIp.body.id}`)).status, 404);
  });
});
