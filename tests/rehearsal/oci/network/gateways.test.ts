import assert from "node:assert/strict";
import { openNetwork } from "./fixture.ts";
import type { Network, Thing } from "./fixture.ts";

describe("gateways", () => {
  let net: Network;
  beforeEach(async () => {
    net = await openNetwork();
  });
  afterEach(() => net.world.close());

  const services = async () => (await net.call("GET", "services")).body as unknown as Thing[];

  it("to the internet are closed and opened by isEnabled, which OCI asks for", async () => {
    assert.match(await net.attempt("internetGateways", {}), /^400.*MissingParameter.*isEnabled/);
    const gateway = await net.make("internetGateways", { isEnabled: false });
    assert.equal(gateway["isEnabled"], false);
    const opened = await net.call("PUT", `internetGateways/${gateway.id}`, { isEnabled: true });
    assert.deepEqual(opened.body, { ...gateway, isEnabled: true });
  });

  it("that only translate addresses are blocked and unblocked, and keep their address", async () => {
    const gateway = await net.make("natGateways");
    assert.equal(gateway["blockTraffic"], false);
    const blocked = await net.call("PUT", `natGateways/${gateway.id}`, { blockTraffic: true });
    assert.deepEqual(blocked.body, { ...gateway, blockTraffic: true });
  });

  it("to Oracle's services lead to those that are named, by their names", async () => {
    const [all, storage] = await services();
    const gateway = await net.make("serviceGateways", { services: [{ serviceId: storage?.id }] });
    assert.deepEqual(gateway["services"], [{ serviceId: storage?.id, serviceName: storage?.["name"] }]);
    const changed = await net.call("PUT", `serviceGateways/${gateway.id}`, { services: [{ serviceId: all?.id }] });
    assert.deepEqual(changed.body["services"], [{ serviceId: all?.id, serviceName: all?.["name"] }]);
    const absent = `${all?.id.slice(0, -3)}xyz`;
    const refused = await net.call("PUT", `serviceGateways/${gateway.id}`, { services: [{ serviceId: absent }] });
    assert.match(refused.text, /^404/);
    assert.deepEqual((await net.call("GET", `serviceGateways/${gateway.id}`)).body, changed.body);
  });

  it("to the internet and to services are one to a VCN", async () => {
    await net.make("internetGateways", { isEnabled: true });
    assert.match(await net.attempt("internetGateways", { isEnabled: true }), /^400.*LimitExceeded/);
    await net.make("serviceGateways", { services: [] });
    assert.match(await net.attempt("serviceGateways", { services: [] }), /^409.*Conflict/);
  });

  it("stay while a route leads to them", async () => {
    const [all] = await services();
    const nat = await net.make("natGateways");
    const service = await net.make("serviceGateways", { services: [{ serviceId: all?.id }] });
    const table = await net.make("routeTables", {
      routeRules: [
        { destination: "0.0.0.0/0", networkEntityId: nat.id },
        { destination: all?.["cidrBlock"], destinationType: "SERVICE_CIDR_BLOCK", networkEntityId: service.id },
      ],
    });
    for (const path of [`natGateways/${nat.id}`, `serviceGateways/${service.id}`]) {
      const kept = await net.call("DELETE", path);
      assert.match(kept.text, new RegExp(`^409.*Conflict.*${table.id}`), path);
    }
    assert.equal((await net.call("DELETE", `routeTables/${table.id}`)).status, 204);
    assert.equal((await net.call("DELETE", `natGateways/${nat.id}`)).status, 204);
    assert.equal((await net.call("DELETE", `serviceGateways/${service.id}`)).status, 204);
  });
});
