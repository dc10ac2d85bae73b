/** Object Storage: the namespace, buckets and objects. */
import type { Service } from "../../route.ts";
import { bucketRoutes } from "./buckets.ts";
import { namespaceRoutes } from "./namespace.ts";
import { objectRoutes } from "./objects.ts";

export const objectStorage: Service = {
  name: "objectstorage",
  routes: [...namespaceRoutes, ...bucketRoutes, ...objectRoutes],
  events: [],
};
