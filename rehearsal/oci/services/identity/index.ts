/** Identity and access management. */
import type { Service } from "../../route.ts";
import { compartmentEvents, compartmentRoutes, seedCompartments } from "./compartments.ts";
import { domainRoutes } from "./domains.ts";
import { dynamicGroupRoutes } from "./dynamic-groups.ts";
import { policyRoutes } from "./policies.ts";
import { seedTenancy, tenancyRoutes } from "./tenancy.ts";

export const identity: Service = {
  name: "identity",
  routes: [...tenancyRoutes, ...compartmentRoutes, ...domainRoutes, ...dynamicGroupRoutes, ...policyRoutes],
  events: [...compartmentEvents],
  seed: (moment) => {
    seedTenancy(moment);
    seedCompartments(moment);
  },
};
