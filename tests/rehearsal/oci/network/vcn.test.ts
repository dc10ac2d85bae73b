import assert from "node:assert/strict";
import { compartmentId, openNetwork, otherCompartmentId } from "./fixture.ts";
import type { Network } from "./fixture.ts";

describe("a VCN", () => {
  let net: Network;
  beforeEach(async () => {
    net = await openNetwork();
  });
  afterEach(() => net.world.close());

  it("comes with OCI's default route table, security list and DHCP options, and takes them along when it goes", async () => {
    const parts = [
      `routeTables/${String(net.vcn["defaultRouteTableId"])}`,
      `securityLists/${String(net.vcn["defaultSecurityListId"])}`,
      `dhcps/${String(net.vcn["defaultDhcpOptionsId"])}`,
    ];
    const list = (await net.call("GET", parts[1] ?? "")).body;
    const rules = list["ingressSecurityRules"] as { protocol: string; source: string }[];
    assert.deepEqual(
      rules.map((rule) => `${rule.protocol} ${rule.source}`),
      ["6 0.0.0.0/0", "1 0.0.0.0/0", "1 10.0.0.0/16"],
    );
    assert.equal(net.vcn["vcnDomainName"], "net.oraclevcn.com");
    for (const part of parts) {
      assert.equal((await net.call("DELETE", part)).status, 409, part);
    }
    assert.equal((await net.call("DELETE", `vcns/${net.vcn.id}`)).status, 204);
    for (const part of parts) {
      assert.equal((await net.call("GET", part)).status, 404, part);
    }
  });

  for (const [cidrBlocks, why] of [
    [[], /at least one/],
    [["10.0.0.1/16"], /host bits.*10.0.0.0\/16/],
    [["10.0.0.0/8"], /from \/16 to \/30/],
    [["10.0.0.0/31"], /from \/16 to \/30/],
    [["10.0.0.0/16", "10.0.128.0/24"], /overlaps with 10.0.0.0\/16/],
    [["10.0.0/16"], /IPv4 CIDR block/],
  ] as const) {
    it(`can't have the blocks ${cidrBlocks.join(" and ") || "none"}`, async () => {
      const text = await net.attempt("vcns", { vcnId: undefined, cidrBlocks });
      assert.match(text, /^400/);
      assert.match(text, why);
    });
  }

  it("can't have a DNS label with hyphens, or be in a compartment that isn't there", async () => {
    const cidrBlocks = ["10.1.0.0/16"];
    assert.match(await net.attempt("vcns", { vcnId: undefined, cidrBlocks, dnsLabel: "a-b" }), /^400.*dnsLabel/);
    const absent = compartmentId.slice(0, -3) + "xyz";
    assert.match(await net.attempt("vcns", { vcnId: undefined, cidrBlocks, compartmentId: absent }), /^404/);
  });

  it("gets, changes and loses blocks, but none that a subnet lies in", async () => {
    const act = (action: string, body: object) => net.call("POST", `vcns/${net.vcn.id}/actions/${action}`, body);
    const blocks = async () => (await net.call("GET", `vcns/${net.vcn.id}`)).body["cidrBlocks"];
    assert.equal((await act("addCidr", { cidrBlock: "10.1.0.0/24" })).status, 202);
    assert.deepEqual(await blocks(), ["10.0.0.0/16", "10.1.0.0/24"]);
    await net.make("subnets", { cidrBlock: "10.1.0.0/28" });
    assert.match((await act("removeCidr", { cidrBlock: "10.1.0.0/24" })).text, /^409.*ocid1.subnet/);
    const modified = await act("modifyCidr", { originalCidrBlock: "10.1.0.0/24", newCidrBlock: "10.1.0.0/23" });
    assert.equal(modified.status, 202);
    assert.equal((await act("removeCidr", { cidrBlock: "10.0.0.0/16" })).status, 202);
    assert.deepEqual(await blocks(), ["10.1.0.0/23"]);
    assert.match((await act("addCidr", { cidrBlock: "10.1.1.0/24" })).text, /^400.*overlaps/);
  });

  for (const [path, details] of [
    ["subnets", { cidrBlock: "10.0.1.0/24" }],
    ["internetGateways", { isEnabled: true }],
    ["natGateways", {}],
    ["serviceGateways", { services: [] }],
    ["routeTables", { routeRules: [] }],
    ["securityLists", { ingressSecurityRules: [], egressSecurityRules: [] }],
    ["dhcps", { options: [{ type: "DomainNameServer", serverType: "VcnLocalPlusInternet" }] }],
    ["networkSecurityGroups", {}],
  ] as const) {
    it(`holds ${path}: they come, are changed, move, keep the VCN, and go`, async () => {
      const part = await net.make(path, { ...details, freeformTags: { a: "b" } });
      for (const [key, value] of Object.entries(details)) {
        assert.deepEqual(JSON.stringify(part[key]), JSON.stringify(value), key);
      }
      const changed = await net.call("PUT", `${path}/${part.id}`, { displayName: "renamed" });
      assert.deepEqual(changed.body, { ...part, displayName: "renamed" });
      const kept = await net.call("DELETE", `vcns/${net.vcn.id}`);
      assert.equal(kept.status, 409);
      assert.match(kept.text, new RegExp(part.id));
      const move = { compartmentId: otherCompartmentId };
      assert.equal((await net.call("POST", `${path}/${part.id}/actions/changeCompartment`, move)).status, 204);
      const listed = await net.call("GET", `${path}?compartmentId=${otherCompartmentId}&vcnId=${net.vcn.id}`);
      assert.deepEqual(
        (listed.body as unknown as { id: string }[]).map(({ id }) => id),
        [part.id],
      );
      assert.equal((await net.call("DELETE", `${path}/${part.id}`)).status, 204);
      assert.equal((await net.call("GET", `${path}/${part.id}`)).status, 404);
      assert.equal((await net.call("DELETE", `vcns/${net.vcn.id}`)).status, 204);
    });
  }
});
