/** @see https://docs.oracle.com/iaas/api/#/en/logging-management/20200531/UnifiedAgentConfiguration/ */
import type * as logging from "oci-logging/lib/model/index.js";
import { unifiedAgentConfigurations } from "../../collections.ts";
import { alreadyExists } from "../../errors.ts";
import { pageOf } from "../../http/paging.ts";
import { freshOcid } from "../../moment.ts";
import { bodyOf, filtered, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { REGION } from "../../tenancy.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";
import { needCompartment } from "../shared/compartment.ts";
import { sorted } from "../shared/listing.ts";
import { needLength } from "../shared/refuse.ts";
import { checkGroups, checkService, destinationOf } from "./agent-service.ts";
import { needSettled } from "./lifecycle.ts";
import { compartmentsAsked } from "./scope.ts";
import { accepted } from "./work-requests.ts";

type Configuration = Wire<logging.UnifiedAgentConfiguration>;

function needFreeName(call: Call, compartmentId: string, displayName: string, self = ""): void {
  needLength("displayName", displayName, 1, 255);
  const taken = filtered(unifiedAgentConfigurations.list(call.world), { compartmentId, displayName });
  const other = taken.find((configuration) => configuration.id !== self);
  if (other !== undefined) {
    throw alreadyExists(`The compartment has an agent configuration ${displayName} already: ${other.id}.`);
  }
}

function create(call: Call): Reply {
  const details = bodyOf<Wire<logging.CreateUnifiedAgentConfigurationDetails>>(call);
  needCompartment(call.world, details.compartmentId);
  needFreeName(call, details.compartmentId, details.displayName);
  checkService(call.world, details.serviceConfiguration);
  const groupList = details.groupAssociation?.groupList ?? [];
  checkGroups(call.world, groupList);
  const id = freshOcid(call, "unifiedagentconfiguration", REGION);
  const time = timestamp(call.now);
  unifiedAgentConfigurations.put(call, id, {
    id,
    compartmentId: details.compartmentId,
    displayName: details.displayName,
    description: details.description,
    isEnabled: details.isEnabled,
    serviceConfiguration: details.serviceConfiguration,
    groupAssociation: { groupList },
    configurationState: "VALID",
    lifecycleState: "CREATING",
    freeformTags: details.freeformTags ?? {},
    definedTags: details.definedTags ?? {},
    timeCreated: time,
    timeLastModified: time,
  });
  return done(call, id, details.compartmentId, "CREATE_CONFIGURATION", "CREATED");
}

function done(call: Call, identifier: string, compartmentId: string, operationType: string, actionType: string): Reply {
  const entityType = "unifiedagentconfiguration";
  return accepted(call, { operationType, compartmentId, actionType, entityType, identifier });
}

function configurationOf(call: Call): Configuration {
  return unifiedAgentConfigurations.need(call, call.params["unifiedAgentConfigurationId"] ?? "");
}

function show(call: Call): Reply {
  const found = configurationOf(call);
  return replyWith(found, unifiedAgentConfigurations.etag(call.world, found.id));
}

function list(call: Call): Reply {
  const covered = compartmentsAsked(call);
  const { displayName, lifecycleState, logId, groupId, limit, page } = call.query;
  const found = filtered(unifiedAgentConfigurations.list(call.world), { displayName, lifecycleState });
  const all = sorted(call, found, (one) => one.displayName)
    .filter((one) => covered.has(one.compartmentId))
    .filter((one) => logId === undefined || destinationOf(one.serviceConfiguration) === logId)
    .filter((one) => groupId === undefined || (one.groupAssociation.groupList ?? []).includes(groupId))
    .map(({ serviceConfiguration, groupAssociation: _groups, ...rest }) => ({
      ...rest,
      configurationType: serviceConfiguration.configurationType,
    }));
  const { items, next } = pageOf(all, limit, page);
  return { body: { items }, ...(next !== undefined && { headers: { "opc-next-page": next } }) };
}

function update(call: Call): Reply {
  const found = configurationOf(call);
  needSettled(found);
  const details = bodyOf<Wire<logging.UpdateUnifiedAgentConfigurationDetails>>(call);
  needFreeName(call, found.compartmentId, details.displayName, found.id);
  checkService(call.world, details.serviceConfiguration);
  checkGroups(call.world, details.groupAssociation?.groupList ?? []);
  const timeLastModified = timestamp(call.now);
  unifiedAgentConfigurations.change(call, found.id, { ...details, lifecycleState: "UPDATING", timeLastModified });
  return done(call, found.id, found.compartmentId, "UPDATE_CONFIGURATION", "UPDATED");
}

function remove(call: Call): Reply {
  const found = configurationOf(call);
  needSettled(found);
  unifiedAgentConfigurations.change(call, found.id, { lifecycleState: "DELETING" });
  return done(call, found.id, found.compartmentId, "DELETE_CONFIGURATION", "DELETED");
}

function changeCompartment(call: Call): Reply {
  const found = configurationOf(call);
  needSettled(found);
  const { compartmentId = "" } = bodyOf<Wire<logging.ChangeUnifiedAgentConfigurationCompartmentDetails>>(call);
  needCompartment(call.world, compartmentId);
  needFreeName(call, compartmentId, found.displayName, found.id);
  const timeLastModified = timestamp(call.now);
  unifiedAgentConfigurations.change(call, found.id, { compartmentId, lifecycleState: "UPDATING", timeLastModified });
  return done(call, found.id, compartmentId, "MOVE_CONFIGURATION", "UPDATED");
}

const ALL = "/20200531/unifiedAgentConfigurations";
const ONE = `${ALL}/{unifiedAgentConfigurationId}`;

export const agentConfigurationRoutes: readonly Route[] = [
  { operation: "logging/CreateUnifiedAgentConfiguration", method: "POST", path: ALL, handle: create },
  { operation: "logging/ListUnifiedAgentConfigurations", method: "GET", path: ALL, handle: list },
  { operation: "logging/GetUnifiedAgentConfiguration", method: "GET", path: ONE, handle: show },
  { operation: "logging/UpdateUnifiedAgentConfiguration", method: "PUT", path: ONE, handle: update },
  { operation: "logging/DeleteUnifiedAgentConfiguration", method: "DELETE", path: ONE, handle: remove },
  {
    operation: "logging/ChangeUnifiedAgentConfigurationCompartment",
    method: "POST",
    path: `${ONE}/actions/changeCompartment`,
    handle: changeCompartment,
  },
];
