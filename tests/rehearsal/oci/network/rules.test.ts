import assert from "node:assert/strict";
import { compartmentId, openNetwork } from "./fixture.ts";
import type { Network, Thing } from "./fixture.ts";

describe("rules of a network", () => {
  let net: Network;
  beforeEach(async () => {
    net = await openNetwork();
  });
  afterEach(() => net.world.close());

  async function services(): Promise<Thing[]> {
    return (await net.call("GET", "services")).body as unknown as Thing[];
  }

  it("lead to gateways of the VCN, which then stay", async () => {
    const internet = await net.make("internetGateways", { isEnabled: true });
    const routeRules = [{ destination: "0.0.0.0/0", destinationType: "CIDR_BLOCK", networkEntityId: internet.id }];
    const table = await net.make("routeTables", { routeRules });
    const kept = await net.call("DELETE", `internetGateways/${internet.id}`);
    assert.equal(kept.status, 409);
    assert.match(kept.text, new RegExp(table.id));
    assert.equal((await net.call("PUT", `routeTables/${table.id}`, { routeRules: [] })).status, 200);
    assert.equal((await net.call("DELETE", `internetGateways/${internet.id}`)).status, 204);
  });

  it("lead by a service's label only to a service gateway that has it", async () => {
    const [all, storage] = await services();
    const gateway = await net.make("serviceGateways", { services: [{ serviceId: storage?.id }] });
    const rule = (label: unknown) => ({
      routeRules: [{ destination: label, destinationType: "SERVICE_CIDR_BLOCK", networkEntityId: gateway.id }],
    });
    await net.make("routeTables", rule(storage?.["cidrBlock"]));
    assert.match(await net.attempt("routeTables", rule(all?.["cidrBlock"])), /^400.*doesn't lead to all-fra-services/);
    assert.match(await net.attempt("routeTables", rule("all-lhr-services-in-oracle-services-network")), /^400/);
  });

  it("can't lead elsewhere", async () => {
    const nat = await net.make("natGateways");
    const rule = (change: object) => ({
      routeRules: [{ destination: "0.0.0.0/0", networkEntityId: nat.id, ...change }],
    });
    await net.make("routeTables", rule({}));
    assert.match(await net.attempt("routeTables", rule({ networkEntityId: net.vcn.id })), /^400.*gateway's OCID/);
    assert.match(await net.attempt("routeTables", rule({ networkEntityId: nat.id.slice(0, -3) + "xyz" })), /^404/);
    assert.match(await net.attempt("routeTables", rule({ destination: "10.0.0.1/8" })), /^400.*host bits/);
    assert.match(await net.attempt("routeTables", rule({ destination: undefined })), /^400.*destination/);
    const other = await net.call("POST", "vcns", { compartmentId, cidrBlocks: ["10.9.0.0/16"] });
    assert.match(await net.attempt("routeTables", { ...rule({}), vcnId: other.body.id }), /^404/);
  });

  describe("of a security group", () => {
    let group: Thing;
    const act = (action: string, body: object) =>
      net.call("POST", `networkSecurityGroups/${group.id}/actions/${action}`, body);
    const add = (rule: object) => act("addSecurityRules", { securityRules: [rule] });
    const rules = async (query = "") =>
      (await net.call("GET", `networkSecurityGroups/${group.id}/securityRules${query}`)).body as unknown as Thing[];
    const inward = {
      direction: "INGRESS",
      protocol: "6",
      source: "10.0.0.0/16",
      tcpOptions: { destinationPortRange: { min: 8000, max: 8000 } },
    };
    beforeEach(async () => {
      group = await net.make("networkSecurityGroups");
    });

    it("are added, listed by direction, changed and removed", async () => {
      const added = await act("addSecurityRules", {
        securityRules: [inward, { direction: "EGRESS", protocol: "all", destination: "0.0.0.0/0" }],
      });
      assert.equal(added.status, 200, added.text);
      const [rule] = await rules("?direction=INGRESS");
      assert.match(rule?.id ?? "", /^[0-9A-F]{6}$/);
      assert.deepEqual({ ...rule, ...inward, sourceType: "CIDR_BLOCK", isStateless: false, isValid: true }, rule);
      const changed = await act("updateSecurityRules", {
        securityRules: [{ ...inward, id: rule?.id, source: "10.0.1.0/24" }],
      });
      assert.equal(changed.status, 200, changed.text);
      assert.equal((await rules("?direction=INGRESS"))[0]?.["source"], "10.0.1.0/24");
      assert.equal((await act("removeSecurityRules", { securityRuleIds: [rule?.id] })).status, 204);
      assert.deepEqual(
        (await rules()).map((left) => left["direction"]),
        ["EGRESS"],
      );
      assert.equal((await act("removeSecurityRules", { securityRuleIds: [rule?.id] })).status, 404);
    });

    for (const [what, change, why] of [
      ["ports of another protocol", { protocol: "17" }, /tcpOptions/],
      ["ports turned round", { tcpOptions: { destinationPortRange: { min: 2, max: 1 } } }, /min not above max/],
      ["port 70000", { tcpOptions: { destinationPortRange: { min: 1, max: 70_000 } } }, /1 to 65535/],
      ["host bits in its source", { source: "10.0.0.1/16" }, /host bits/],
      ["no source", { source: undefined }, /source is required/],
      ["a destination for what comes in", { destination: "0.0.0.0/0" }, /source alone/],
      ["a protocol that is none", { protocol: "tcp" }, /protocol must be/],
    ] as const) {
      it(`are refused with ${what}`, async () => {
        assert.equal((await add(inward)).status, 200);
        const refused = await add({ ...inward, ...change });
        assert.equal(refused.status, 400);
        assert.match(refused.text, why);
      });
    }

    it("name groups of the same VCN, and are invalid once those are gone", async () => {
      const other = await net.make("networkSecurityGroups");
      const rule = { ...inward, source: other.id, sourceType: "NETWORK_SECURITY_GROUP" };
      assert.equal((await add(rule)).status, 200);
      assert.equal((await net.call("DELETE", `networkSecurityGroups/${other.id}`)).status, 204);
      assert.deepEqual(
        (await rules()).map((left) => left["isValid"]),
        [false],
      );
      assert.equal((await add(rule)).status, 404);
      const vcn = await net.call("POST", "vcns", { compartmentId, cidrBlocks: ["10.9.0.0/16"] });
      const stranger = await net.make("networkSecurityGroups", { vcnId: vcn.body.id });
      assert.match((await add({ ...rule, source: stranger.id })).text, /^400.*another VCN/);
    });
  });
});
