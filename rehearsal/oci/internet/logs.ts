/** What a request leaves in the logs: the load balancer's own, and the application's, which the agent ships. */
import type { UnifiedAgentTailLogSource } from "oci-logging/lib/model/index.js";
import { boots, instances, loadBalancers, logs, unifiedAgentConfigurations } from "../collections.ts";
import { readBootPlan } from "../machine/cloud-init.ts";
import type { Moment } from "../moment.ts";
import { dynamicGroupsOf, instanceMay } from "../services/identity/access.ts";
import { destinationOf } from "../services/logging/agent-service.ts";
import { appendLogEntry } from "../services/logging/index.ts";
import type { Wire } from "../wire.ts";
import type { InternetReply, InternetRequest } from "./request.ts";

/** The plugin of Oracle's agent that tails files. */
const LOGS_PLUGIN = "Custom Logs Monitoring";

/** A line in the access log of a load balancer, where it has one. */
export function logAccess(moment: Moment, balancerId: string, request: InternetRequest, reply: InternetReply): void {
  const balancer = loadBalancers.get(moment.world, balancerId);
  for (const log of logs.list(moment.world)) {
    const source = log.configuration?.source;
    if (source?.resource === balancerId && source.category === "access") {
      const data = {
        lbStatusCode: reply.status,
        requestLine: `${request.method} ${request.path} HTTP/1.1`,
        host: request.host,
        clientAddr: request.source,
      };
      appendLogEntry(moment, { logId: log.id, data, source: balancer?.displayName ?? balancerId, subject: "access" });
    }
  }
}

/** A line of the application: it comes to a log when an agent configuration, the plugin and the policy all let it. */
export function logApplication(moment: Moment, instanceId: string, line: string): void {
  const path = readBootPlan(boots.get(moment.world, instanceId)?.userData ?? "").plan?.settings["APP_LOG_PATH"];
  if (path === undefined || !pluginRuns(moment, instanceId)) {
    return;
  }
  const groups = dynamicGroupsOf(moment.world, instanceId);
  for (const configuration of unifiedAgentConfigurations.list(moment.world)) {
    const meant = configuration.groupAssociation.groupList?.some((group) => groups.includes(group)) ?? false;
    const logId = destinationOf(configuration.serviceConfiguration) ?? "";
    if (configuration.isEnabled && meant && tails(configuration, path) && mayPush(moment, instanceId, logId)) {
      appendLogEntry(moment, { logId, data: { message: line }, source: instanceId, subject: path });
    }
  }
}

function pluginRuns(moment: Moment, instanceId: string): boolean {
  const agent = instances.get(moment.world, instanceId)?.agentConfig;
  const plugin = agent?.pluginsConfig?.find((one) => one.name === LOGS_PLUGIN);
  return agent?.areAllPluginsDisabled !== true && plugin?.desiredState === "ENABLED";
}

type Configuration = ReturnType<typeof unifiedAgentConfigurations.list>[number];

/** Whether one of the sources follows the path; `*` stands for part of a name. */
function tails({ serviceConfiguration }: Configuration, path: string): boolean {
  const sources = "sources" in serviceConfiguration ? serviceConfiguration.sources : [];
  const patterns = sources
    .filter((source): source is Wire<UnifiedAgentTailLogSource> => source.sourceType === "LOG_TAIL")
    .flatMap((source) => source.paths);
  return patterns.some((pattern) => {
    const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${parts.join("[^/]*")}$`).test(path);
  });
}

function mayPush(moment: Moment, instanceId: string, logId: string): boolean {
  const log = logs.get(moment.world, logId);
  return (
    log !== undefined &&
    instanceMay(moment, instanceId, {
      verb: "use",
      resource: "log-content",
      compartmentId: log.compartmentId ?? "",
      target: { "target.loggroup.id": log.logGroupId, "request.permission": "LOG_CONTENT_PUSH" },
    }).allowed
  );
}
