/** Logging: groups, logs, what the agents on instances follow, and the search in what the logs hold. */
import type { Service } from "../../route.ts";
import { agentConfigurationRoutes } from "./agent-configurations.ts";
import { logGroupRoutes } from "./log-groups.ts";
import { logRoutes } from "./logs.ts";
import { searchRoutes } from "./search.ts";
import { workRequestEvents, workRequestRoutes } from "./work-requests.ts";

export { appendLogEntry } from "./entries.ts";

export const logging: Service = {
  name: "logging",
  routes: [...logGroupRoutes, ...logRoutes, ...agentConfigurationRoutes, ...workRequestRoutes, ...searchRoutes],
  events: workRequestEvents,
};
