import assert from "node:assert/strict";
import { compartmentId, openNetwork, otherCompartmentId } from "./fixture.ts";
import type { Network, Thing } from "./fixture.ts";

const PARTS: Record<string, object> = {
  subnets: { cidrBlock: "10.0.1.0/24" },
  internetGateways: { isEnabled: true },
  natGateways: {},
  serviceGateways: { services: [] },
  routeTables: { routeRules: [] },
  securityLists: { ingressSecurityRules: [], egressSecurityRules: [] },
  dhcps: { options: [{ type: "DomainNameServer", serverType: "VcnLocalPlusInternet" }] },
  networkSecurityGroups: {},
};

describe("every part of a VCN", () => {
  let net: Network;
  beforeEach(async () => {
    net = await openNetwork();
  });
  afterEach(() => net.world.close());

  for (const [path, details] of Object.entries(PARTS)) {
    it(`${path}: belongs to a VCN and a compartment that are there`, async () => {
      const absent = (id: string) => `${id.slice(0, -3)}xyz`;
      assert.match(await net.attempt(path, { ...details, vcnId: compartmentId }), /^400.*vcnId/);
      assert.match(await net.attempt(path, { ...details, vcnId: absent(net.vcn.id) }), /^404/);
      assert.match(await net.attempt(path, { ...details, compartmentId: net.vcn.id }), /^400.*compartmentId/);
      assert.match(await net.attempt(path, { ...details, compartmentId: absent(compartmentId) }), /^404/);
      await net.make(path, details);
    });

    it(`${path}: keeps its tags and all else when its name is changed, and all else when its tags are`, async () => {
      const tags = { freeformTags: { team: "quiz" }, definedTags: { cost: { center: "42" } } };
      const part = await net.make(path, { ...details, ...tags, displayName: "one" });
      assert.deepEqual([part["freeformTags"], part["definedTags"]], [tags.freeformTags, tags.definedTags]);
      const renamed = await net.call("PUT", `${path}/${part.id}`, { displayName: "two" });
      assert.deepEqual(renamed.body, { ...part, displayName: "two" });
      const retagged = await net.call("PUT", `${path}/${part.id}`, { freeformTags: {} });
      assert.deepEqual(retagged.body, { ...part, displayName: "two", freeformTags: {} });
    });

    it(`${path}: can't move to another VCN, or to a compartment that isn't there`, async () => {
      const part = await net.make(path, details);
      assert.match((await net.call("PUT", `${path}/${part.id}`, { vcnId: net.vcn.id })).text, /^400.*vcnId/);
      const move = { compartmentId: `${compartmentId.slice(0, -3)}xyz` };
      assert.match((await net.call("POST", `${path}/${part.id}/actions/changeCompartment`, move)).text, /^404/);
      assert.deepEqual((await net.call("GET", `${path}/${part.id}`)).body, part);
    });

    it(`${path}: is listed by name, and by no other`, async () => {
      const part = await net.make(path, { ...details, displayName: "wanted" });
      const list = async (name: string) => {
        const query = `compartmentId=${compartmentId}&vcnId=${net.vcn.id}&displayName=${name}`;
        return ((await net.call("GET", `${path}?${query}`)).body as unknown as Thing[]).map(({ id }) => id);
      };
      assert.deepEqual(await list("wanted"), [part.id]);
      assert.deepEqual(await list("unwanted"), []);
    });
  }

  it("is changed and deleted only in the version that if-match names", async () => {
    const { world, vcn } = net;
    const path = `/20160918/vcns/${vcn.id}`;
    const first = (await world.send("GET", path)).headers.get("etag") ?? "";
    const changed = await world.send("PUT", path, { displayName: "two" }, { "if-match": first });
    assert.equal(changed.status, 200);
    for (const method of ["PUT", "DELETE"] as const) {
      const refused = await world.send(method, path, method === "PUT" ? { displayName: "three" } : undefined, {
        "if-match": first,
      });
      assert.equal(refused.status, 412, method);
    }
    assert.equal((await net.call("GET", `vcns/${vcn.id}`)).body["displayName"], "two");
  });
});

describe("a VCN as a whole", () => {
  let net: Network;
  beforeEach(async () => {
    net = await openNetwork();
  });
  afterEach(() => net.world.close());

  it("keeps its tags when it is renamed, and its parts when it moves", async () => {
    const tagged = await net.call("PUT", `vcns/${net.vcn.id}`, { freeformTags: { team: "quiz" } });
    const renamed = await net.call("PUT", `vcns/${net.vcn.id}`, { displayName: "two" });
    assert.deepEqual(renamed.body, { ...tagged.body, displayName: "two" });
    const group = await net.make("networkSecurityGroups");
    const move = { compartmentId: otherCompartmentId };
    assert.equal((await net.call("POST", `vcns/${net.vcn.id}/actions/changeCompartment`, move)).status, 204);
    assert.equal((await net.call("GET", `vcns/${net.vcn.id}`)).body["compartmentId"], otherCompartmentId);
    assert.deepEqual((await net.call("GET", `networkSecurityGroups/${group.id}`)).body, group);
  });

  it("is refused with fields that exclude each other, and a CIDR block that can't be changed by update", async () => {
    const blocks = { vcnId: undefined, cidrBlock: "10.1.0.0/16", cidrBlocks: ["10.1.0.0/16"] };
    assert.match(await net.attempt("vcns", blocks), /^400.*exclude/);
    assert.match(await net.attempt("vcns", { ...blocks, cidrBlock: undefined, displayName: "" }), /^400.*displayName/);
    assert.match((await net.call("PUT", `vcns/${net.vcn.id}`, { cidrBlock: "10.2.0.0/16" })).text, /^400.*cidrBlock/);
  });
});
