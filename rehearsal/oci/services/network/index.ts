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
import { vcnEvents, vcnRoutes } from "./vcn.ts";
import { vnicRoutes } from "./vnics.ts";

export const network: Service = {
  name: "network",
  routes: [
    ...vcnRoutes,
    ...subnetRoutes,
    ...gatewayRoutes,
    ...serviceRoutes,
    ...routeTableRoutes,
    ...securityListRoutes,
    ...dhcpRoutes,
    ...securityGroupRoutes,
    ...securityRuleRoutes,
    ...vnicRoutes,
  ],
  events: vcnEvents,
};
