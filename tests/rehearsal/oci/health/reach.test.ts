import assert from "node:assert/strict";
import { inCidr, permits, wayToInternet, wayToServices } from "../../../../rehearsal/oci/health/reach.ts";
import type { Peer, Vnic } from "../../../../rehearsal/oci/health/reach.ts";
import type { Moment } from "../../../../rehearsal/oci/moment.ts";
import {
  allow,
  emptyNet,
  GROUP,
  listAllows,
  putInternetGateway,
  putNatGateway,
  putServiceGateway,
  putVnic,
  route,
  SERVICES,
  SUBNET,
} from "./net.ts";

const OUTSIDE = "192.0.2.10";

describe("the way out of a subnet", () => {
  let net: Moment;
  beforeEach(() => {
    net = emptyNet();
  });

  const way = (ip = OUTSIDE) => wayToInternet(net.world, SUBNET, ip);
  const to = (destination: string, networkEntityId: string) => ({ destination, networkEntityId });

  it("is none without a route, and the gateway's that the route leads to", () => {
    const nat = putNatGateway(net);
    assert.equal(way(), undefined);
    route(net, [to("0.0.0.0/0", nat)]);
    assert.equal(way(), "nat-gateway");
    assert.equal(wayToInternet(net.world, "another subnet", OUTSIDE), undefined);
  });

  it("is that of the most specific rule, in whatever order they stand", () => {
    const rules = [to("0.0.0.0/0", putNatGateway(net)), to("192.0.2.0/24", putInternetGateway(net))];
    for (const order of [rules, rules.toReversed()]) {
      route(net, order);
      assert.equal(way("192.0.2.10"), "internet-gateway");
      assert.equal(way("192.0.3.10"), "nat-gateway");
    }
  });

  it("is none where the most specific rule's gateway is closed, though another is open", () => {
    const internet = putInternetGateway(net, false);
    route(net, [to("0.0.0.0/0", putNatGateway(net)), to("192.0.2.0/24", internet)]);
    assert.equal(way("192.0.2.10"), undefined);
    assert.equal(way("192.0.3.10"), "nat-gateway");
    putInternetGateway(net, true);
    assert.equal(way("192.0.2.10"), "internet-gateway");
  });

  it("is none by a NAT gateway that blocks traffic, or that is gone", () => {
    route(net, [to("0.0.0.0/0", putNatGateway(net, true))]);
    assert.equal(way(), undefined);
    putNatGateway(net, false);
    assert.equal(way(), "nat-gateway");
    route(net, [to("0.0.0.0/0", "gone")]);
    assert.equal(way(), undefined);
  });

  it("is read from cidrBlock, too, as rules of old have it", () => {
    route(net, [{ cidrBlock: "0.0.0.0/0", networkEntityId: putNatGateway(net) }]);
    assert.equal(way(), "nat-gateway");
  });

  it("leads to Oracle's services by their label and an open service gateway alone", () => {
    const service = (label = SERVICES) => wayToServices(net.world, SUBNET, label);
    const rule = { ...to(SERVICES, putServiceGateway(net)), destinationType: "SERVICE_CIDR_BLOCK" };
    assert.equal(service(), undefined);
    route(net, [rule]);
    assert.equal(service(), "service-gateway");
    assert.equal(way(), undefined);
    assert.equal(service("oci-fra-objectstorage"), undefined);
    putServiceGateway(net, true);
    assert.equal(service(), undefined);
    route(net, [to("0.0.0.0/0", putNatGateway(net))]);
    assert.equal(service(), undefined);
  });
});

describe("security rules", () => {
  let net: Moment;
  let vnic: Vnic;
  beforeEach(() => {
    net = emptyNet();
    vnic = putVnic(net, "vnic");
  });

  const lets = (peer: Peer = { ip: OUTSIDE }, port = 443) => permits(net.world, vnic, "INGRESS", peer, port);

  it("let nothing through that none of them allows", () => {
    assert.equal(lets(), false);
    allow(net, {});
    assert.equal(lets(), true);
  });

  it("hold for their direction, and name the other end accordingly", () => {
    allow(net, { direction: "EGRESS", source: undefined, destination: "0.0.0.0/0", destinationType: "CIDR_BLOCK" });
    assert.equal(lets(), false);
    assert.equal(permits(net.world, vnic, "EGRESS", { ip: OUTSIDE }, 443), true);
  });

  it("hold for their ports, both ends of the range included, and for every port without one", () => {
    allow(net, { tcpOptions: { destinationPortRange: { min: 8000, max: 8002 } } });
    assert.deepEqual(
      [7999, 8000, 8002, 8003].map((port) => lets(undefined, port)),
      [false, true, true, false],
    );
    allow(net, { tcpOptions: { sourcePortRange: { min: 1, max: 65_535 } } });
    assert.equal(lets(undefined, 8003), true);
  });

  for (const [protocol, allowed] of [
    ["6", true],
    ["all", true],
    ["17", false],
    ["1", false],
  ] as const) {
    it(`for protocol ${protocol} ${allowed ? "let TCP through" : "don't"}`, () => {
      allow(net, { protocol });
      assert.equal(lets(), allowed);
    });
  }

  it("with a CIDR block ask for the address", () => {
    allow(net, { source: "192.0.2.0/28" });
    assert.deepEqual(
      [lets({ ip: "192.0.2.15" }), lets({ ip: "192.0.2.16" }), lets({ nsgIds: [GROUP] })],
      [true, false, false],
    );
  });

  it("with a security group ask for a member, whatever its address", () => {
    allow(net, { source: "front", sourceType: "NETWORK_SECURITY_GROUP" });
    assert.deepEqual(
      [{ ip: OUTSIDE, nsgIds: ["front"] }, { ip: OUTSIDE, nsgIds: ["back"] }, { ip: OUTSIDE }].map((peer) =>
        lets(peer),
      ),
      [true, false, false],
    );
  });

  it("with a service's label ask for that service", () => {
    allow(net, { source: SERVICES, sourceType: "SERVICE_CIDR_BLOCK" });
    const peers = [{ ip: OUTSIDE, serviceCidr: SERVICES }, { serviceCidr: "oci-fra-objectstorage" }, { ip: OUTSIDE }];
    assert.deepEqual(
      peers.map((peer) => lets(peer)),
      [true, false, false],
    );
  });

  it("are those of the VNIC's groups and of its subnet's lists together", () => {
    listAllows(net, { ingressSecurityRules: [{ protocol: "6", source: "192.0.2.0/24" }] });
    assert.equal(lets(), true);
    listAllows(net, {
      ingressSecurityRules: [],
      egressSecurityRules: [{ protocol: "6", destination: "192.0.2.0/24" }],
    });
    assert.equal(lets(), false);
    assert.equal(permits(net.world, vnic, "EGRESS", { ip: OUTSIDE }, 443), true);
    allow(net, {});
    assert.equal(lets(), true);
    vnic = putVnic(net, "vnic", { nsgIds: [] });
    assert.equal(lets(), false);
  });
});

describe("an address in a CIDR block", () => {
  it("is told for IPv4 and IPv6, and never across them", () => {
    assert.equal(inCidr("10.0.1.2", "10.0.0.0/16"), true);
    assert.equal(inCidr("10.1.1.2", "10.0.0.0/16"), false);
    assert.equal(inCidr("2606:4700::1", "2606:4700::/32"), true);
    assert.equal(inCidr("10.0.1.2", "::/0"), false);
    assert.equal(inCidr("2606:4700::1", "0.0.0.0/0"), false);
  });
});
