/** The container registry (OCIR). */
import type { Service } from "../../route.ts";
import { configurationRoutes } from "./configuration.ts";
import { imageEvents, imageRoutes } from "./images.ts";
import { repositoryRoutes } from "./repositories.ts";

export const artifacts: Service = {
  name: "artifacts",
  routes: [...configurationRoutes, ...repositoryRoutes, ...imageRoutes],
  events: imageEvents,
};
