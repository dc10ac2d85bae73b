/** Compute: images, shapes, instances, instance configurations and instance pools. */
import type { Service } from "../../route.ts";
import { configurationRoutes } from "./configurations.ts";
import { imageRoutes, seedImages } from "./images.ts";
import { instanceActionRoutes } from "./instance-actions.ts";
import { instanceEvents } from "./instance-state.ts";
import { instanceRoutes } from "./instances.ts";
import { poolActionRoutes } from "./pool-actions.ts";
import { poolInstanceEvents, poolInstanceRoutes } from "./pool-instances.ts";
import { poolLoadBalancerRoutes } from "./pool-load-balancer-routes.ts";
import { poolLoadBalancerEvents } from "./pool-load-balancers.ts";
import { poolRoutes } from "./pools.ts";
import { poolEvents } from "./pool-tend.ts";
import { shapeRoutes } from "./shapes.ts";
import { vnicAttachmentRoutes } from "./vnic-attachments.ts";
import { workRequestEvents } from "./work-requests.ts";

export const compute: Service = {
  name: "compute",
  routes: [
    ...imageRoutes,
    ...shapeRoutes,
    ...instanceRoutes,
    ...instanceActionRoutes,
    ...vnicAttachmentRoutes,
    ...configurationRoutes,
    ...poolRoutes,
    ...poolActionRoutes,
    ...poolInstanceRoutes,
    ...poolLoadBalancerRoutes,
  ],
  events: [...instanceEvents, ...poolEvents, ...poolInstanceEvents, ...poolLoadBalancerEvents, ...workRequestEvents],
  seed: seedImages,
};
