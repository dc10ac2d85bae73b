/** @see https://docs.oracle.com/iaas/api/#/en/logging-management/20200531/Log/ */
import type * as logging from "oci-logging/lib/model/index.js";
import { loadBalancers, logGroups, logs, unifiedAgentConfigurations } from "../../collections.ts";
import { alreadyExists, conflict, invalidParameter, notFoundResource } from "../../errors.ts";
import { freshOcid } from "../../moment.ts";
import { bodyOf, filtered, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { REGION, TENANCY_ID } from "../../tenancy.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";
import type { World } from "../../world.ts";
import { sorted } from "../shared/listing.ts";
import { needLength } from "../shared/refuse.ts";
import { destinationOf } from "./agent-service.ts";
import { needSettled } from "./lifecycle.ts";
import { accepted } from "./work-requests.ts";

type Log = Wire<logging.Log>;

const RETENTION_DAYS = [30, 60, 90, 120, 150, 180];
/** The services of this tenancy that write logs of their own, and the categories that each has. */
const SERVICE_CATEGORIES: Readonly<Record<string, readonly string[]>> = { loadbalancer: ["access", "error"] };

function create(call: Call): Reply {
  const group = logGroups.need({ ...call, ifMatch: undefined }, call.params["logGroupId"] ?? "");
  needSettled(group);
  const details = bodyOf<Wire<logging.CreateLogDetails>>(call);
  needFreeName(call, group.id, details.displayName);
  needRetention(details.retentionDuration);
  const configuration =
    details.logType === "SERVICE" ? serviceConfiguration(call.world, group.compartmentId, details) : undefined;
  if (details.logType === "CUSTOM" && details.configuration !== undefined) {
    throw invalidParameter("configuration goes with logType SERVICE alone.");
  }
  const id = freshOcid(call, "log", REGION);
  const time = timestamp(call.now);
  logs.put(call, id, {
    id,
    tenancyId: TENANCY_ID,
    compartmentId: group.compartmentId,
    logGroupId: group.id,
    displayName: details.displayName,
    logType: details.logType,
    isEnabled: details.isEnabled ?? true,
    retentionDuration: details.retentionDuration ?? 30,
    ...(configuration !== undefined && { configuration }),
    freeformTags: details.freeformTags ?? {},
    definedTags: details.definedTags ?? {},
    lifecycleState: "CREATING",
    timeCreated: time,
    timeLastModified: time,
  });
  return done(call, id, group.compartmentId, "CREATE_LOG", "CREATED");
}

function done(call: Call, identifier: string, compartmentId: string, operationType: string, actionType: string): Reply {
  return accepted(call, { operationType, compartmentId, actionType, entityType: "log", identifier });
}

function needFreeName(call: Call, logGroupId: string, displayName: string, self = ""): void {
  needLength("displayName", displayName, 1, 255);
  const taken = filtered(logs.list(call.world), { logGroupId, displayName }).find((log) => log.id !== self);
  if (taken !== undefined) {
    throw alreadyExists(`The log group has a log ${displayName} already: ${taken.id}.`);
  }
}

function needRetention(days: number | undefined): void {
  if (days !== undefined && !RETENTION_DAYS.includes(days)) {
    throw invalidParameter(`retentionDuration must be one of ${RETENTION_DAYS.join(", ")} days, not ${days}.`);
  }
}

/** What a service writes about one of its resources; only one log may have it. */
function serviceConfiguration(world: World, compartmentId: string, details: Wire<logging.CreateLogDetails>) {
  const source = details.configuration?.source;
  if (source === undefined) {
    throw invalidParameter("configuration.source is required for logType SERVICE.");
  }
  const categories = SERVICE_CATEGORIES[source.service];
  if (categories === undefined) {
    throw invalidParameter(
      `configuration.source.service must be one of ${Object.keys(SERVICE_CATEGORIES).join(", ")}.`,
    );
  }
  if (!categories.includes(source.category)) {
    throw invalidParameter(`configuration.source.category must be one of ${categories.join(", ")}.`);
  }
  if (!isThere(loadBalancers.get(world, source.resource))) {
    throw notFoundResource(source.resource);
  }
  const twin = logs.list(world).find((log) => {
    const other = log.configuration?.source;
    return other?.resource === source.resource && other.category === source.category;
  });
  if (twin !== undefined) {
    throw alreadyExists(`${source.category} of ${source.resource} is written to ${twin.id} already.`);
  }
  return { compartmentId, archiving: { isEnabled: false }, ...details.configuration, source };
}

function isThere(balancer: { lifecycleState: string } | undefined): boolean {
  return balancer !== undefined && !["DELETING", "DELETED"].includes(balancer.lifecycleState);
}

function logOf(call: Call): Log {
  const log = logs.need(call, call.params["logId"] ?? "");
  if (log.logGroupId !== call.params["logGroupId"]) {
    throw notFoundResource(log.id);
  }
  return log;
}

function show(call: Call): Reply {
  const log = logOf(call);
  return replyWith(log, logs.etag(call.world, log.id));
}

function list(call: Call): Reply {
  const group = logGroups.need(call, call.params["logGroupId"] ?? "");
  const { logType, displayName, lifecycleState, sourceService, sourceResource } = call.query;
  const found = filtered(logs.list(call.world), { logGroupId: group.id, logType, displayName, lifecycleState }).filter(
    ({ configuration }) =>
      (sourceService === undefined || configuration?.source.service === sourceService) &&
      (sourceResource === undefined || configuration?.source.resource === sourceResource),
  );
  return { body: sorted(call, found, (log) => log.displayName).map(({ tenancyId: _tenancy, ...log }) => log) };
}

function update(call: Call): Reply {
  const log = logOf(call);
  needSettled(log);
  const { configuration, ...details } = bodyOf<Wire<logging.UpdateLogDetails>>(call);
  needRetention(details.retentionDuration);
  if (details.displayName !== undefined) {
    needFreeName(call, log.logGroupId, details.displayName, log.id);
  }
  if (configuration !== undefined && log.configuration === undefined) {
    throw invalidParameter(`configuration can't be given: ${log.id} is a custom log.`);
  }
  const next = log.configuration && configuration && { configuration: changed(log.configuration, configuration) };
  const lifecycleState = "UPDATING";
  logs.change(call, log.id, { ...details, ...next, lifecycleState, timeLastModified: timestamp(call.now) });
  return done(call, log.id, log.compartmentId ?? "", "UPDATE_LOG", "UPDATED");
}

/** Of a source only the parameters can be changed. */
function changed(before: NonNullable<Log["configuration"]>, details: Wire<logging.UpdateConfigurationDetails>) {
  const { archiving, source } = details;
  const { parameters } = source;
  return {
    ...before,
    ...(archiving !== undefined && { archiving }),
    source: { ...before.source, ...(parameters !== undefined && { parameters }) },
  };
}

function remove(call: Call): Reply {
  const log = logOf(call);
  needSettled(log);
  const users = unifiedAgentConfigurations
    .list(call.world)
    .filter((one) => destinationOf(one.serviceConfiguration) === log.id);
  if (users.length > 0) {
    throw conflict(`The log ${log.id} can't be deleted: ${users.map((user) => user.id).join(", ")} writes to it.`);
  }
  logs.change(call, log.id, { lifecycleState: "DELETING" });
  return done(call, log.id, log.compartmentId ?? "", "DELETE_LOG", "DELETED");
}

function changeLogGroup(call: Call): Reply {
  const log = logOf(call);
  needSettled(log);
  const { targetLogGroupId = "" } = bodyOf<Wire<logging.ChangeLogLogGroupDetails>>(call);
  const target = logGroups.need({ ...call, ifMatch: undefined }, targetLogGroupId);
  needSettled(target);
  needFreeName(call, target.id, log.displayName, log.id);
  const moved = { logGroupId: target.id, compartmentId: target.compartmentId, lifecycleState: "UPDATING" };
  logs.change(call, log.id, { ...moved, timeLastModified: timestamp(call.now) });
  return done(call, log.id, target.compartmentId, "MOVE_LOG", "UPDATED");
}

const ALL = "/20200531/logGroups/{logGroupId}/logs";
const ONE = `${ALL}/{logId}`;

export const logRoutes: readonly Route[] = [
  { operation: "logging/CreateLog", method: "POST", path: ALL, handle: create },
  { operation: "logging/ListLogs", method: "GET", path: ALL, handle: list },
  { operation: "logging/GetLog", method: "GET", path: ONE, handle: show },
  { operation: "logging/UpdateLog", method: "PUT", path: ONE, handle: update },
  { operation: "logging/DeleteLog", method: "DELETE", path: ONE, handle: remove },
  {
    operation: "logging/ChangeLogLogGroup",
    method: "POST",
    path: `${ONE}/actions/changeLogGroup`,
    handle: changeLogGroup,
  },
];
