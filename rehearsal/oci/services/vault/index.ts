/** The management of secrets, which never shows what they hold. */
import type { Service } from "../../route.ts";
import { secretEvents, secretRoutes } from "./secrets.ts";
import { versionRoutes } from "./versions.ts";

export const vault: Service = { name: "vault", routes: [...secretRoutes, ...versionRoutes], events: secretEvents };
