/** Internet, NAT and service gateways. @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/InternetGateway/ */
import type * as core from "oci-core/lib/model/index.js";
import { internetGateways, natGateways, routeTables, serviceGateways } from "../../collections.ts";
import { conflict, limitExceeded } from "../../errors.ts";
import type { Route } from "../../route.ts";
import type { Wire } from "../../wire.ts";
import type { World } from "../../world.ts";
import { natPublicIpId } from "./ip-addresses.ts";
import { partRoutes } from "./part.ts";
import { gatewayServices } from "./services.ts";
import { takePublicIp } from "./vnic.ts";

/** Route tables with a rule that leads to a gateway. */
function routesTo(world: World, gateway: { id: string }): string[] {
  return routeTables
    .list(world)
    .filter((table) => table.routeRules.some((rule) => rule.networkEntityId === gateway.id))
    .map((table) => table.id);
}

const internet = partRoutes<
  Wire<core.InternetGateway>,
  Wire<core.CreateInternetGatewayDetails>,
  Wire<core.UpdateInternetGatewayDetails>
>({
  noun: "InternetGateway",
  ocid: "internetgateway",
  path: "internetGateways",
  parameter: "igId",
  prefix: "internetgateway",
  collection: internetGateways,
  create: (call, details) => {
    if (internetGateways.list(call.world).some((gateway) => gateway.vcnId === details.vcnId)) {
      throw limitExceeded(`The VCN ${details.vcnId} has an internet gateway already, and can have one.`);
    }
    return { isEnabled: details.isEnabled, ...(details.routeTableId && { routeTableId: details.routeTableId }) };
  },
  update: (_call, _gateway, details) => details,
  users: routesTo,
});

const nat = partRoutes<Wire<core.NatGateway>, Wire<core.CreateNatGatewayDetails>, Wire<core.UpdateNatGatewayDetails>>({
  noun: "NatGateway",
  ocid: "natgateway",
  path: "natGateways",
  parameter: "natGatewayId",
  prefix: "natgateway",
  collection: natGateways,
  create: (call, details, id) => ({
    blockTraffic: details.blockTraffic ?? false,
    natIp: takePublicIp(call.world),
    publicIpId: details.publicIpId ?? natPublicIpId(id),
    ...(details.routeTableId && { routeTableId: details.routeTableId }),
  }),
  update: (_call, _gateway, details) => details,
  users: routesTo,
});

const service = partRoutes<
  Wire<core.ServiceGateway>,
  Wire<core.CreateServiceGatewayDetails>,
  Wire<core.UpdateServiceGatewayDetails>
>({
  noun: "ServiceGateway",
  ocid: "servicegateway",
  path: "serviceGateways",
  parameter: "serviceGatewayId",
  prefix: "servicegateway",
  collection: serviceGateways,
  create: (call, details) => {
    if (serviceGateways.list(call.world).some((gateway) => gateway.vcnId === details.vcnId)) {
      throw conflict(`The VCN ${details.vcnId} has a service gateway already, and can have one.`);
    }
    return {
      blockTraffic: false,
      services: gatewayServices(details.services),
      ...(details.routeTableId && { routeTableId: details.routeTableId }),
    };
  },
  update: (_call, gateway, details) => ({
    ...details,
    services: details.services === undefined ? gateway.services : gatewayServices(details.services),
  }),
  users: routesTo,
});

export const gatewayRoutes: readonly Route[] = [...internet, ...nat, ...service];
