/** @see https://docs.oracle.com/iaas/api/#/en/logging-management/20200531/LogGroup/ */
import type * as logging from "oci-logging/lib/model/index.js";
import { logGroups, logs } from "../../collections.ts";
import { alreadyExists, conflict } from "../../errors.ts";
import { freshOcid } from "../../moment.ts";
import { bodyOf, filtered, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { REGION } from "../../tenancy.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";
import { needCompartment } from "../shared/compartment.ts";
import { sorted } from "../shared/listing.ts";
import { needLength } from "../shared/refuse.ts";
import { needSettled } from "./lifecycle.ts";
import { compartmentsAsked } from "./scope.ts";
import { accepted } from "./work-requests.ts";

type Group = Wire<logging.LogGroup>;

function needFreeName(call: Call, compartmentId: string, displayName: string, self = ""): void {
  needLength("displayName", displayName, 1, 255);
  const taken = filtered(logGroups.list(call.world), { compartmentId, displayName }).find((group) => group.id !== self);
  if (taken !== undefined) {
    throw alreadyExists(`The compartment has a log group ${displayName} already: ${taken.id}.`);
  }
}

function create(call: Call): Reply {
  const details = bodyOf<Wire<logging.CreateLogGroupDetails>>(call);
  needCompartment(call.world, details.compartmentId);
  needFreeName(call, details.compartmentId, details.displayName);
  const id = freshOcid(call, "loggroup", REGION);
  const time = timestamp(call.now);
  logGroups.put(call, id, {
    id,
    compartmentId: details.compartmentId,
    displayName: details.displayName,
    ...(details.description !== undefined && { description: details.description }),
    freeformTags: details.freeformTags ?? {},
    definedTags: details.definedTags ?? {},
    lifecycleState: "CREATING",
    timeCreated: time,
    timeLastModified: time,
  });
  return done(call, id, details.compartmentId, "CREATE_LOG_GROUP", "CREATED");
}

function done(call: Call, identifier: string, compartmentId: string, operationType: string, actionType: string): Reply {
  return accepted(call, { operationType, compartmentId, actionType, entityType: "loggroup", identifier });
}

function groupOf(call: Call): Group {
  return logGroups.need(call, call.params["logGroupId"] ?? "");
}

function show(call: Call): Reply {
  const group = groupOf(call);
  return replyWith(group, logGroups.etag(call.world, group.id));
}

function list(call: Call): Reply {
  const covered = compartmentsAsked(call);
  const { displayName } = call.query;
  const found = filtered(logGroups.list(call.world), { displayName }).filter((one) => covered.has(one.compartmentId));
  return { body: sorted(call, found, (one) => one.displayName) };
}

function update(call: Call): Reply {
  const group = groupOf(call);
  needSettled(group);
  const details = bodyOf<Wire<logging.UpdateLogGroupDetails>>(call);
  if (details.displayName !== undefined) {
    needFreeName(call, group.compartmentId, details.displayName, group.id);
  }
  const lifecycleState = "UPDATING";
  logGroups.change(call, group.id, { ...details, lifecycleState, timeLastModified: timestamp(call.now) });
  return done(call, group.id, group.compartmentId, "UPDATE_LOG_GROUP", "UPDATED");
}

function remove(call: Call): Reply {
  const group = groupOf(call);
  needSettled(group);
  const users = filtered(logs.list(call.world), { logGroupId: group.id }).map((log) => log.id);
  if (users.length > 0) {
    throw conflict(`The log group ${group.id} can't be deleted: it holds ${users.join(", ")}.`);
  }
  logGroups.change(call, group.id, { lifecycleState: "DELETING" });
  return done(call, group.id, group.compartmentId, "DELETE_LOG_GROUP", "DELETED");
}

/** A group's logs go with it: they have no compartment of their own. */
function changeCompartment(call: Call): Reply {
  const group = groupOf(call);
  needSettled(group);
  const { compartmentId = "" } = bodyOf<Wire<logging.ChangeLogGroupCompartmentDetails>>(call);
  needCompartment(call.world, compartmentId);
  needFreeName(call, compartmentId, group.displayName, group.id);
  const time = timestamp(call.now);
  logGroups.change(call, group.id, { compartmentId, lifecycleState: "UPDATING", timeLastModified: time });
  filtered(logs.list(call.world), { logGroupId: group.id }).forEach((log) => {
    logs.change(call, log.id, { compartmentId });
  });
  return done(call, group.id, compartmentId, "MOVE_LOG_GROUP", "UPDATED");
}

const ALL = "/20200531/logGroups";
const ONE = `${ALL}/{logGroupId}`;

export const logGroupRoutes: readonly Route[] = [
  { operation: "logging/CreateLogGroup", method: "POST", path: ALL, handle: create },
  { operation: "logging/ListLogGroups", method: "GET", path: ALL, handle: list },
  { operation: "logging/GetLogGroup", method: "GET", path: ONE, handle: show },
  { operation: "logging/UpdateLogGroup", method: "PUT", path: ONE, handle: update },
  { operation: "logging/DeleteLogGroup", method: "DELETE", path: ONE, handle: remove },
  {
    operation: "logging/ChangeLogGroupCompartment",
    method: "POST",
    path: `${ONE}/actions/changeCompartment`,
    handle: changeCompartment,
  },
];
