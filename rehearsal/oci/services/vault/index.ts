/** Secrets in vaults. Their content is read from another service, secret retrieval. */
import type { Service } from "../../route.ts";
import { secretEvents, secretRoutes } from "./secrets.ts";
import { versionEvents, versionRoutes } from "./versions.ts";

export const vault: Service = {
  name: "vault",
  routes: [...secretRoutes, ...versionRoutes],
  events: [...secretEvents, ...versionEvents],
};
