/** Load balancers. */
import type { Service } from "../../route.ts";
import { wakes } from "../../wake.ts";
import { backendRoutes } from "./backend.ts";
import { backendSetRoutes } from "./backend-set.ts";
import { balancerEvents, balancerRoutes } from "./balancer.ts";
import { balancerChangeRoutes } from "./balancer-changes.ts";
import { catalogueRoutes } from "./catalogue.ts";
import { changeEvents } from "./changes.ts";
import { healthRoutes } from "./health.ts";
import { healthCheckerRoutes } from "./health-checker.ts";
import { namedThingRoutes } from "./kinds.ts";
import { listenerRoutes } from "./listener.ts";
import { workRequestRoutes } from "./work-requests.ts";

export const loadBalancing: Service = {
  name: "load-balancer",
  routes: [
    ...balancerRoutes,
    ...balancerChangeRoutes,
    ...backendSetRoutes,
    ...backendRoutes,
    ...healthCheckerRoutes,
    ...listenerRoutes,
    ...namedThingRoutes,
    ...healthRoutes,
    ...workRequestRoutes,
    ...catalogueRoutes,
  ],
  events: [...balancerEvents, ...changeEvents, wakes],
};
