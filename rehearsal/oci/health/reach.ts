/** Whether packets get through: security rules and routes, as data. Connections are TCP and tracked (stateful rules). */
import ipaddr from "ipaddr.js";
import type * as core from "oci-core/lib/model/index.js";
import {
  internetGateways,
  natGateways,
  routeTables,
  securityLists,
  securityRules,
  serviceGateways,
  subnets,
} from "../collections.ts";
import type { Wire } from "../wire.ts";
import type { World } from "../world.ts";

/** The other end of a connection. */
export interface Peer {
  readonly ip?: string;
  readonly nsgIds?: readonly string[];
  /** The service gateway's label that this address belongs to, for Oracle's own services. */
  readonly serviceCidr?: string;
}

export type Vnic = Wire<core.Vnic>;

interface Rule {
  readonly protocol: string;
  readonly peer: string;
  readonly peerType: string;
  readonly ports?: { min: number; max: number } | undefined;
}

/** Whether a VNIC's security groups or its subnet's security lists let a TCP connection in or out. */
export function permits(world: World, vnic: Vnic, direction: "INGRESS" | "EGRESS", peer: Peer, port: number): boolean {
  return rulesOf(world, vnic, direction).some((rule) => ruleAllows(rule, peer, port));
}

function rulesOf(world: World, vnic: Vnic, direction: "INGRESS" | "EGRESS"): Rule[] {
  const ofGroups = (vnic.nsgIds ?? []).flatMap((id) =>
    (securityRules.get(world, id) ?? [])
      .filter((rule) => rule.direction === direction)
      .map((rule) => ({
        protocol: rule.protocol,
        peer: (direction === "INGRESS" ? rule.source : rule.destination) ?? "",
        peerType: (direction === "INGRESS" ? rule.sourceType : rule.destinationType) ?? "CIDR_BLOCK",
        ports: rule.tcpOptions?.destinationPortRange,
      })),
  );
  const subnet = subnets.get(world, vnic.subnetId ?? "");
  const ofLists = (subnet?.securityListIds ?? []).flatMap((id) => listRules(world, id, direction));
  return [...ofGroups, ...ofLists];
}

function listRules(world: World, id: string, direction: "INGRESS" | "EGRESS"): Rule[] {
  const list = securityLists.get(world, id);
  return direction === "INGRESS"
    ? (list?.ingressSecurityRules ?? []).map((rule) => ({
        protocol: rule.protocol,
        peer: rule.source,
        peerType: rule.sourceType ?? "CIDR_BLOCK",
        ports: rule.tcpOptions?.destinationPortRange,
      }))
    : (list?.egressSecurityRules ?? []).map((rule) => ({
        protocol: rule.protocol,
        peer: rule.destination,
        peerType: rule.destinationType ?? "CIDR_BLOCK",
        ports: rule.tcpOptions?.destinationPortRange,
      }));
}

function ruleAllows(rule: Rule, peer: Peer, port: number): boolean {
  const protocol = rule.protocol === "all" || rule.protocol === "6";
  const inRange = rule.ports === undefined || (rule.ports.min <= port && port <= rule.ports.max);
  return protocol && inRange && peerMatches(rule, peer);
}

function peerMatches(rule: Rule, peer: Peer): boolean {
  switch (rule.peerType) {
    case "NETWORK_SECURITY_GROUP":
      return peer.nsgIds?.includes(rule.peer) ?? false;
    case "SERVICE_CIDR_BLOCK":
      return peer.serviceCidr !== undefined && peer.serviceCidr === rule.peer;
    default:
      return peer.ip !== undefined && inCidr(peer.ip, rule.peer);
  }
}

/** Whether an IPv4 or IPv6 address lies in a CIDR block. */
export function inCidr(ip: string, cidr: string): boolean {
  const address = ipaddr.parse(ip);
  const [network, length] = ipaddr.parseCIDR(cidr);
  return address.kind() === network.kind() && address.match(network, length);
}

/** Which gateway a subnet's traffic leaves the VCN by. */
export type WayOut = "internet-gateway" | "nat-gateway" | "service-gateway" | undefined;

/** The gateway that the most specific rule for an internet address leads to, where it is there and open. */
export function wayToInternet(world: World, subnetId: string, ip: string): WayOut {
  const rules = (routeRules(world, subnetId) ?? [])
    .filter((rule) => (rule.destinationType ?? "CIDR_BLOCK") === "CIDR_BLOCK")
    .map((rule) => ({ rule, cidr: rule.destination ?? rule.cidrBlock ?? "" }))
    .filter(({ cidr }) => cidr !== "" && inCidr(ip, cidr))
    .sort((one, other) => prefixOf(other.cidr) - prefixOf(one.cidr));
  const target = rules[0]?.rule.networkEntityId ?? "";
  if (internetGateways.get(world, target)?.isEnabled === true) {
    return "internet-gateway";
  }
  return natGateways.get(world, target)?.blockTraffic === false ? "nat-gateway" : undefined;
}

/** Whether a subnet routes Oracle's own services through a service gateway that serves them. */
export function wayToServices(world: World, subnetId: string, serviceCidr: string): WayOut {
  const rule = (routeRules(world, subnetId) ?? []).find(
    (candidate) => candidate.destinationType === "SERVICE_CIDR_BLOCK" && candidate.destination === serviceCidr,
  );
  const gateway = serviceGateways.get(world, rule?.networkEntityId ?? "");
  return gateway !== undefined && !gateway.blockTraffic ? "service-gateway" : undefined;
}

function routeRules(world: World, subnetId: string): Wire<core.RouteRule>[] | undefined {
  return routeTables.get(world, subnets.get(world, subnetId)?.routeTableId ?? "")?.routeRules;
}

function prefixOf(cidr: string): number {
  return ipaddr.parseCIDR(cidr)[1];
}
