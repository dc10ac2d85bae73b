/** Virtual cloud networks and what lies in them. */
import type { Service } from "../../route.ts";
import { dhcpRoutes } from "./dhcp-options.ts";
import { gatewayRoutes } from "./gateways.ts";
import { routeTableRoutes } from "./route-tables.ts";
import { securityGroupRoutes } from "./security-groups.ts";
import { securityListRoutes } from "./security-lists.ts";
import { securityRuleRoutes } from "./security-rules.ts";
import { serviceRoutes } from "./services.ts";
import { subnetRoutes } from "./subnets.ts";
import { ipAddressRoutes } from "./ip-addresses.ts";
import { vcnCidrRoutes } from "./vcn-cidrs.ts";
import { vcnEvents, vcnRoutes } from "./vcn.ts";
import { vnicRoutes } from "./vnics.ts";

export const network: Service = {
  name: "network",
  routes: [
    ...vcnRoutes,
    ...vcnCidrRoutes,
    ...subnetRoutes,
    ...gatewayRoutes,
    ...serviceRoutes,
    ...routeTableRoutes,
    ...securityListRoutes,
    ...dhcpRoutes,
    ...securityGroupRoutes,
    ...securityRuleRoutes,
    ...vnicRoutes,
    ...ipAddressRoutes,
  ],
  events: vcnEvents,
};
