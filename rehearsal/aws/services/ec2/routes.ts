/**
 * Where a subnet's packets go: the routes of its route table, with the local ones and those of gateway endpoints.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
 */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { isObject } from "../../../plugins/protocol/values.ts";
import type { Cloud } from "../../cloud.ts";
import { textAt, textsAt } from "../../kind.ts";
import type { Resource } from "../../resource.ts";
import * as types from "./types.ts";

export type RouteTarget = "local" | "internet-gateway" | "nat-gateway" | "gateway-endpoint" | "other";

/** One route. Exactly one of `cidr` and `prefixListId` is there. */
export interface RouteFact {
  /** IPv4 or IPv6: `0.0.0.0/0`. */
  readonly cidr?: string;
  readonly prefixListId?: string;
  readonly target: RouteTarget;
  /** `igw-...`, `nat-...`, `vpce-...`; `local` for the VPC itself. */
  readonly targetId: string;
  /** What it leads to is gone: packets are dropped. */
  readonly blackhole: boolean;
}

/** The table whose routes a subnet follows: the one associated with it, else the VPC's main one. */
export function routeTableOf(subnetId: string, cloud: Cloud): Resource | undefined {
  const own = cloud.list(types.ROUTE_TABLE_ASSOCIATION).find(({ inputs }) => inputs["subnetId"] === subnetId);
  const explicit = own === undefined ? undefined : textAt(own.inputs, "routeTableId");
  if (explicit !== undefined) return cloud.get(types.ROUTE_TABLE, explicit);
  const vpcId = textAt(cloud.get(types.SUBNET, subnetId)?.inputs ?? {}, "vpcId");
  return vpcId === undefined ? undefined : mainRouteTable(vpcId, cloud);
}

/** The table of a VPC's subnets that have none of their own. */
export function mainRouteTable(vpcId: string, cloud: Cloud): Resource | undefined {
  const chosen = cloud.list(types.MAIN_ROUTE_TABLE_ASSOCIATION).find(({ inputs }) => inputs["vpcId"] === vpcId);
  const id = textAt(chosen?.inputs ?? {}, "routeTableId");
  if (id !== undefined) return cloud.get(types.ROUTE_TABLE, id);
  return cloud.list(types.ROUTE_TABLE).find(({ inputs, notes }) => notes["main"] === true && inputs["vpcId"] === vpcId);
}

/** The routes that a subnet's packets follow; none where the subnet isn't there. */
export function routesOf(subnetId: string, cloud: Cloud): RouteFact[] {
  const table = routeTableOf(subnetId, cloud);
  return table === undefined ? [] : routesOfTable(table, cloud);
}

/** A route table's routes: those that come with the VPC, its own, those of gateway endpoints. */
export function routesOfTable(table: Resource, cloud: Cloud): RouteFact[] {
  const vpcId = textAt(table.inputs, "vpcId") ?? "";
  const inline = Array.isArray(table.inputs["routes"]) ? table.inputs["routes"].filter(isObject) : [];
  const separate = cloud.list(types.ROUTE).filter(({ inputs }) => inputs["routeTableId"] === table.id);
  return [
    ...cidrsOf(vpcId, cloud).map((cidr) => local(cidr)),
    ...[...inline, ...separate.map(({ inputs }) => inputs)].map((route) => factOf(route, cloud)),
    ...endpointRoutes(table.id, cloud),
  ];
}

/** The IPv4 blocks of a VPC, the first one first. */
export function cidrsOf(vpcId: string, cloud: Cloud): string[] {
  const first = textAt(cloud.get(types.VPC, vpcId)?.outputs ?? {}, "cidrBlock");
  const more = cloud.list(types.VPC_CIDR).filter(({ inputs }) => inputs["vpcId"] === vpcId);
  return [first, ...more.map(({ inputs }) => textAt(inputs, "cidrBlock"))].filter((cidr) => cidr !== undefined);
}

/** The route tables that an endpoint of the type Gateway puts its route into. */
export function routeTablesOfEndpoint(endpoint: Resource, cloud: Cloud): string[] {
  const more = cloud
    .list(types.VPC_ENDPOINT_ROUTE_TABLE)
    .filter(({ inputs }) => inputs["vpcEndpointId"] === endpoint.id);
  const ids = [
    ...textsAt(endpoint.inputs, "routeTableIds"),
    ...more.map(({ inputs }) => textAt(inputs, "routeTableId")),
  ];
  return [...new Set(ids.filter((id) => id !== undefined))];
}

/** Where a route's destination stands, by the names of its input. */
export function destinationOf(route: Properties): { cidr: string } | { prefixListId: string } | undefined {
  // The route of a route table and the one that is a resource of its own name their destinations differently.
  for (const name of ["destinationCidrBlock", "cidrBlock", "destinationIpv6CidrBlock", "ipv6CidrBlock"]) {
    const cidr = textAt(route, name);
    if (cidr !== undefined && cidr !== "") return { cidr };
  }
  const prefixListId = textAt(route, "destinationPrefixListId");
  return prefixListId === undefined || prefixListId === "" ? undefined : { prefixListId };
}

function local(cidr: string): RouteFact {
  return { cidr, target: "local", targetId: "local", blackhole: false };
}

function factOf(route: Properties, cloud: Cloud): RouteFact {
  const destination = destinationOf(route) ?? { cidr: "" };
  const gateway = textAt(route, "gatewayId");
  const nat = textAt(route, "natGatewayId");
  if (gateway === "local") return { ...destination, ...local("local"), ...destination };
  if (gateway?.startsWith("igw-") === true) {
    const blackhole = cloud.get(types.INTERNET_GATEWAY, gateway) === undefined;
    return { ...destination, target: "internet-gateway", targetId: gateway, blackhole };
  }
  if (nat !== undefined && nat !== "") {
    const blackhole = cloud.get(types.NAT_GATEWAY, nat) === undefined;
    return { ...destination, target: "nat-gateway", targetId: nat, blackhole };
  }
  const targetId = TARGETS.map((name) => textAt(route, name)).find((id) => id !== undefined && id !== "") ?? "";
  return { ...destination, target: "other", targetId, blackhole: false };
}

const TARGETS = [
  "gatewayId",
  "vpcEndpointId",
  "transitGatewayId",
  "networkInterfaceId",
  "vpcPeeringConnectionId",
  "egressOnlyGatewayId",
  "carrierGatewayId",
  "localGatewayId",
  "coreNetworkArn",
  "odbNetworkArn",
] as const;

function endpointRoutes(routeTableId: string, cloud: Cloud): RouteFact[] {
  return cloud
    .list(types.VPC_ENDPOINT)
    .filter((endpoint) => routeTablesOfEndpoint(endpoint, cloud).includes(routeTableId))
    .map(({ id, outputs }) => ({
      prefixListId: textAt(outputs, "prefixListId") ?? "",
      target: "gateway-endpoint",
      targetId: id,
      blackhole: false,
    }));
}
