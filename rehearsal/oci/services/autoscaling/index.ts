/** Autoscaling of instance pools. */
import type { Service } from "../../route.ts";
import { configurationRoutes } from "./configurations.ts";
import { lookEvents } from "./look.ts";
import { policyRoutes } from "./policies.ts";

export { setCpuLoad } from "./load.ts";

export const autoscaling: Service = {
  name: "autoscaling",
  routes: [...configurationRoutes, ...policyRoutes],
  events: [...lookEvents],
};
