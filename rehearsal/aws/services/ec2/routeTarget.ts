/** Where a route may lead, and what EC2 refuses of it. */
import type { Failure } from "../../../plugins/protocol/provider.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import { exactlyOne } from "../../checks.ts";
import { checkBlock } from "./block.ts";
import { attachedTo } from "./gateways.ts";
import { need } from "./need.ts";
import { destinationOf } from "./routes.ts";
import * as types from "./types.ts";

const TARGETS = [
  "carrierGatewayId",
  "coreNetworkArn",
  "egressOnlyGatewayId",
  "gatewayId",
  "localGatewayId",
  "natGatewayId",
  "networkInterfaceId",
  "odbNetworkArn",
  "transitGatewayId",
  "vpcEndpointId",
  "vpcPeeringConnectionId",
] as const;

/**
 * @param at where the route stands: `routes[0].`, or nothing for a resource of its own
 * @param destinations the inputs that name where the packets go: a table's own routes call them differently
 */
export function checkRoute(inputs: Properties, at: string, destinations: readonly string[]): Failure[] {
  const paths = (names: readonly string[]): string[] => names.map((name) => `${at}${name}`);
  return [
    ...exactlyOne(inputs, paths(destinations)),
    ...exactlyOne(inputs, paths(TARGETS)),
    ...paths(destinations)
      .filter((path) => /cidrblock$/i.test(path))
      .flatMap((path) => checkBlock(inputs, path)),
  ];
}

/** The destination as text: a block or a prefix list's id. */
export function destinationText(route: Properties): string {
  const destination = destinationOf(route);
  if (destination === undefined) return "";
  return "cidr" in destination ? destination.cidr : destination.prefixListId;
}

/** @throws AwsError where the target isn't there, or belongs to another VPC than the table */
export function needTarget(route: Properties, vpcId: string, tableId: string, cloud: Cloud): void {
  const nat = textAt(route, "natGatewayId");
  if (nat !== undefined && nat !== "") need(types.NAT_GATEWAY, nat, cloud);
  const gateway = textAt(route, "gatewayId");
  if (gateway?.startsWith("igw-") !== true) return;
  if (attachedTo(need(types.INTERNET_GATEWAY, gateway, cloud), cloud) !== vpcId) {
    const message = `route table ${tableId} and network gateway ${gateway} belong to different networks`;
    throw new AwsError("InvalidParameterValue", message);
  }
}
