/** @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/RouteTable/ */
import type * as core from "oci-core/lib/model/index.js";
import { internetGateways, natGateways, routeTables, serviceGateways, subnets, vcns } from "../../collections.ts";
import { invalidParameter, notFoundResource } from "../../errors.ts";
import { ocidKind } from "../../ocid.ts";
import type { Route } from "../../route.ts";
import type { Wire } from "../../wire.ts";
import type { World } from "../../world.ts";
import { parseCidr } from "./cidr.ts";
import { partRoutes } from "./part.ts";
import { ORACLE_SERVICES } from "./services.ts";

const MOST_RULES = 200;
/** Where routes can lead, by the kind of the OCID. */
const GATEWAYS = {
  internetgateway: internetGateways,
  natgateway: natGateways,
  servicegateway: serviceGateways,
} as const;

/**
 * The rules as they are kept.
 * @throws ServiceError 400 for a destination or a target that can't be, 404 for a gateway that isn't there
 */
export function checkedRules(
  world: World,
  vcnId: string,
  rules: readonly Wire<core.RouteRule>[],
): Wire<core.RouteRule>[] {
  if (rules.length > MOST_RULES) {
    throw invalidParameter(`routeRules must hold at most ${MOST_RULES} rules.`);
  }
  const checked = rules.map((rule, index) => checkedRule(world, vcnId, rule, `routeRules[${index}]`));
  const destinations = checked.map((rule) => rule.destination);
  const twice = destinations.find((destination, index) => destinations.indexOf(destination) !== index);
  if (twice !== undefined) {
    throw invalidParameter(`routeRules has two rules for ${twice}.`);
  }
  return checked;
}

function checkedRule(world: World, vcnId: string, rule: Wire<core.RouteRule>, what: string): Wire<core.RouteRule> {
  const destination = rule.destination ?? rule.cidrBlock;
  const destinationType = rule.destinationType ?? "CIDR_BLOCK";
  if (destination === undefined) {
    throw invalidParameter(`${what}.destination is required.`);
  }
  const kind = ocidKind(rule.networkEntityId);
  if (kind !== "internetgateway" && kind !== "natgateway" && kind !== "servicegateway") {
    throw invalidParameter(`${what}.networkEntityId must be a gateway's OCID, not ${rule.networkEntityId}.`);
  }
  if ((destinationType === "SERVICE_CIDR_BLOCK") !== (kind === "servicegateway")) {
    throw invalidParameter(
      `${what}: a service's CIDR label goes with a service gateway, and a CIDR block with another.`,
    );
  }
  if (destinationType === "SERVICE_CIDR_BLOCK") {
    needService(destination, `${what}.destination`);
  } else {
    parseCidr(destination, `${what}.destination`);
  }
  if (GATEWAYS[kind].get(world, rule.networkEntityId)?.vcnId !== vcnId) {
    throw notFoundResource(rule.networkEntityId);
  }
  if (kind === "servicegateway") {
    needEnabled(world, rule.networkEntityId, destination, what);
  }
  return {
    destination,
    destinationType,
    networkEntityId: rule.networkEntityId,
    routeType: "STATIC",
    ...(rule.description !== undefined && { description: rule.description }),
    ...(destinationType === "CIDR_BLOCK" && { cidrBlock: destination }),
  };
}

/** A service gateway leads only to the services that are enabled on it. */
function needEnabled(world: World, gatewayId: string, label: string, what: string): void {
  const service = ORACLE_SERVICES.find((one) => one.cidrBlock === label);
  const enabled = serviceGateways.get(world, gatewayId)?.services ?? [];
  if (!enabled.some((one) => one.serviceId === service?.id)) {
    throw invalidParameter(
      `${what}: the service gateway ${gatewayId} doesn't lead to ${label}: enable that service on it.`,
    );
  }
}

/** @throws ServiceError 400 where the text is no service's CIDR label */
export function needService(label: string, what: string): void {
  if (!ORACLE_SERVICES.some((service) => service.cidrBlock === label)) {
    throw invalidParameter(
      `${what} must be a service's CIDR label such as ${ORACLE_SERVICES[0]?.cidrBlock}, not ${label}.`,
    );
  }
}

export const routeTableRoutes: readonly Route[] = partRoutes<
  Wire<core.RouteTable>,
  Wire<core.CreateRouteTableDetails>,
  Wire<core.UpdateRouteTableDetails>
>({
  noun: "RouteTable",
  ocid: "routetable",
  path: "routeTables",
  parameter: "rtId",
  prefix: "routetable",
  collection: routeTables,
  create: (call, details) => ({ routeRules: checkedRules(call.world, details.vcnId, details.routeRules) }),
  update: (call, table, details) => ({
    routeRules:
      details.routeRules === undefined ? table.routeRules : checkedRules(call.world, table.vcnId, details.routeRules),
  }),
  users: (world, table) =>
    subnets
      .list(world)
      .filter((subnet) => subnet.routeTableId === table.id)
      .map((subnet) => subnet.id),
  isDefault: (world, table) => vcns.get(world, table.vcnId)?.defaultRouteTableId === table.id,
});
