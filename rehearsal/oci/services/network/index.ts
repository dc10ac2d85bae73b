/** Virtual cloud networks. */
import type { Service } from "../../route.ts";
import { vcnEvents, vcnRoutes } from "./vcn.ts";

export const network: Service = {
  name: "network",
  routes: [...vcnRoutes],
  events: [...vcnEvents],
};
