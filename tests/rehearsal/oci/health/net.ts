/** A small network as data: one VCN, one subnet, and the gateways, rules and routes that a test gives it. */
import type * as core from "oci-core/lib/model/index.js";
import {
  internetGateways,
  natGateways,
  routeTables,
  securityLists,
  securityRules,
  serviceGateways,
  subnets,
  vnics,
} from "../../../../rehearsal/oci/collections.ts";
import type { Vnic } from "../../../../rehearsal/oci/health/reach.ts";
import type { Moment } from "../../../../rehearsal/oci/moment.ts";
import { COMPARTMENTS } from "../../../../rehearsal/oci/tenancy.ts";
import type { Wire } from "../../../../rehearsal/oci/wire.ts";
import { newWorld } from "../../../../rehearsal/oci/world.ts";

export type RouteRule = Wire<core.RouteRule>;
export type GroupRule = Partial<Wire<core.SecurityRule>>;

const common = {
  compartmentId: COMPARTMENTS[0]?.id ?? "",
  vcnId: "vcn",
  lifecycleState: "AVAILABLE",
  timeCreated: "2026-01-05T09:00:00.000Z",
};

export const SUBNET = "subnet";
export const GROUP = "group";
export const SERVICES = "all-fra-services-in-oracle-services-network";

export function emptyNet(): Moment {
  const moment: Moment = { world: newWorld({ seed: "test", speed: 0 }), now: 0 };
  routeTables.put(moment, "routes", { ...common, id: "routes", routeRules: [] });
  const rules = { ingressSecurityRules: [], egressSecurityRules: [] };
  securityLists.put(moment, "list", { ...common, ...rules, id: "list", displayName: "list" });
  putSubnet(moment, SUBNET, common.vcnId);
  securityRules.put(moment, GROUP, []);
  return moment;
}

export function putSubnet(moment: Moment, id: string, vcnId: string): void {
  subnets.put(moment, id, {
    ...common,
    vcnId,
    id,
    cidrBlock: "10.0.1.0/24",
    routeTableId: "routes",
    securityListIds: ["list"],
    virtualRouterIp: "10.0.1.1",
    virtualRouterMac: "00:00:17:00:00:01",
  });
}

export function putVnic(moment: Moment, id: string, details: Partial<Vnic> = {}): Vnic {
  const vnic = { ...common, availabilityDomain: "AD-1", id, subnetId: SUBNET, privateIp: "10.0.1.2", nsgIds: [GROUP] };
  return vnics.put(moment, id, { ...vnic, ...details });
}

export function route(moment: Moment, rules: RouteRule[]): void {
  routeTables.change(moment, "routes", { routeRules: rules });
}

export function allow(moment: Moment, rule: GroupRule): void {
  const before = securityRules.get(moment.world, GROUP) ?? [];
  const right = { direction: "INGRESS", protocol: "6", source: "0.0.0.0/0", sourceType: "CIDR_BLOCK", isValid: true };
  securityRules.put(moment, GROUP, [...before, { ...right, ...rule }]);
}

export function listAllows(moment: Moment, rules: Partial<Wire<core.SecurityList>>): void {
  securityLists.change(moment, "list", rules);
}

export function putInternetGateway(moment: Moment, isEnabled = true): string {
  return internetGateways.put(moment, "internet", { ...common, id: "internet", isEnabled }).id;
}

export function putNatGateway(moment: Moment, blockTraffic = false): string {
  return natGateways.put(moment, "nat", { ...common, id: "nat", blockTraffic, natIp: "203.0.113.1" }).id;
}

export function putServiceGateway(moment: Moment, blockTraffic = false): string {
  return serviceGateways.put(moment, "service", { ...common, id: "service", blockTraffic, services: [] }).id;
}
