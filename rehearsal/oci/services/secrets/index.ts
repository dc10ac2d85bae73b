/** Secret retrieval. */
import type { Service } from "../../route.ts";
import { bundleRoutes } from "./bundle.ts";

export const secretRetrieval: Service = { name: "secrets", routes: bundleRoutes, events: [] };
