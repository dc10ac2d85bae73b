/** The container registry (OCIR). */
import type { Service } from "../../route.ts";
import { imageRoutes } from "./images.ts";
import { repositoryRoutes } from "./repositories.ts";

export const artifacts: Service = { name: "artifacts", routes: [...repositoryRoutes, ...imageRoutes], events: [] };
