/** Vaults and their keys. */
import type { Service } from "../../route.ts";
import { keyVersionEvents, keyVersionRoutes } from "./key-versions.ts";
import { keyEvents, keyRoutes } from "./keys.ts";
import { vaultEvents, vaultRoutes } from "./vaults.ts";

export const kms: Service = {
  name: "kms",
  routes: [...vaultRoutes, ...keyRoutes, ...keyVersionRoutes],
  events: [...vaultEvents, ...keyEvents, ...keyVersionEvents],
};
