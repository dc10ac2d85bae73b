/** What an agent configuration tells its agents to do. */
import type * as logging from "oci-logging/lib/model/index.js";
import { dynamicGroups, logs } from "../../collections.ts";
import { invalidParameter, notFoundResource } from "../../errors.ts";
import { isRecord } from "../../facts/conform.ts";
import type { Wire } from "../../wire.ts";
import type { World } from "../../world.ts";
import { needKind } from "../shared/refuse.ts";

export type AgentService = Wire<logging.UnifiedAgentConfiguration>["serviceConfiguration"];

/** On Linux, and on Windows. */
const ABSOLUTE_PATH = /^(\/|[A-Za-z]:\\)/;

/** The log that the agents write to, where the configuration is one of logging. */
export function destinationOf(service: AgentService): string | undefined {
  return "destination" in service && isRecord(service.destination) && "logObjectId" in service.destination
    ? service.destination.logObjectId
    : undefined;
}

/** @throws ServiceError 400 or 404 where agents couldn't follow it */
export function checkService(world: World, service: AgentService): void {
  if (service.configurationType !== "LOGGING") {
    throw invalidParameter("serviceConfiguration.configurationType must be LOGGING in this tenancy.");
  }
  const destination = destinationOf(service) ?? "";
  needKind("serviceConfiguration.destination.logObjectId", destination, "log");
  const log = logs.get(world, destination);
  if (log === undefined || log.lifecycleState === "DELETING") {
    throw notFoundResource(destination);
  }
  if (log.logType !== "CUSTOM") {
    throw invalidParameter(
      `serviceConfiguration.destination.logObjectId must name a custom log, and ${log.id} is a service's.`,
    );
  }
  const sources = "sources" in service && Array.isArray(service.sources) ? service.sources : [];
  if (sources.length === 0) {
    throw invalidParameter("serviceConfiguration.sources must name at least one source.");
  }
  const names = sources.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw invalidParameter(`serviceConfiguration.sources must have unique names, and ${twice} stands there twice.`);
  }
  sources.forEach((source: unknown, index) => checkSource(source, `serviceConfiguration.sources[${index}]`));
}

function checkSource(source: unknown, what: string): void {
  if (!isRecord(source) || source["sourceType"] !== "LOG_TAIL") {
    return;
  }
  const paths = Array.isArray(source["paths"]) ? source["paths"].map(String) : [];
  if (paths.length === 0 || paths.some((path) => !ABSOLUTE_PATH.test(path))) {
    throw invalidParameter(`${what}.paths must name absolute paths.`);
  }
}

/** @throws ServiceError 400 where an OCID is no dynamic group's, 404 where there is no such group */
export function checkGroups(world: World, groups: readonly string[]): void {
  groups.forEach((id) => needKind("groupAssociation.groupList", id, "dynamicgroup"));
  const missing = groups.find((id) => dynamicGroups.get(world, id) === undefined);
  if (missing !== undefined) {
    throw notFoundResource(missing);
  }
}
