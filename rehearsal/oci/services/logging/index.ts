/** Logging: groups, logs, and what the agents on instances follow. */
import type { Service } from "../../route.ts";
import { agentConfigurationRoutes } from "./agent-configurations.ts";
import { logGroupRoutes } from "./log-groups.ts";
import { logRoutes } from "./logs.ts";
import { workRequestEvents, workRequestRoutes } from "./work-requests.ts";

export const logging: Service = {
  name: "logging",
  routes: [...logGroupRoutes, ...logRoutes, ...agentConfigurationRoutes, ...workRequestRoutes],
  events: workRequestEvents,
};
