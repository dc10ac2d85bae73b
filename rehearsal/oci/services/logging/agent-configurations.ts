/** @see https://docs.oracle.com/iaas/api/#/en/logging-management/20200531/UnifiedAgentConfiguration/ */
import type * as logging from "oci-logging/lib/model/index.js";
import { unifiedAgentConfigurations } from "../../collections.ts";
import { freshOcid } from "../../moment.ts";
import { bodyOf, filtered, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { REGION } from "../../tenancy.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";
import { needCompartment } from "../shared/compartment.ts";
import { sorted } from "../shared/listing.ts";
import { needLength } from "../shared/refuse.ts";
import { checkGroups, checkService } from "./agent-service.ts";
import { accepted } from "./work-requests.ts";

type Configuration = Wire<logging.UnifiedAgentConfiguration>;

function create(call: Call): Reply {
  const details = bodyOf<Wire<logging.CreateUnifiedAgentConfigurationDetails>>(call);
  needCompartment(call.world, details.compartmentId);
  needLength("displayName", details.displayName, 1, 255);
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
    lifecycleState: "ACTIVE",
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
  const { compartmentId, displayName, lifecycleState, logId } = call.query;
  const found = filtered(unifiedAgentConfigurations.list(call.world), { compartmentId, displayName, lifecycleState });
  const items = sorted(call, found, (one) => one.displayName)
    .filter((one) => logId === undefined || JSON.stringify(one.serviceConfiguration).includes(logId))
    .map(({ serviceConfiguration, groupAssociation: _groups, ...rest }) => ({
      ...rest,
      configurationType: serviceConfiguration.configurationType,
    }));
  return { body: { items } };
}

function update(call: Call): Reply {
  const found = configurationOf(call);
  const details = bodyOf<Wire<logging.UpdateUnifiedAgentConfigurationDetails>>(call);
  needLength("displayName", details.displayName, 1, 255);
  checkService(call.world, details.serviceConfiguration);
  checkGroups(call.world, details.groupAssociation?.groupList ?? []);
  unifiedAgentConfigurations.change(call, found.id, { ...details, timeLastModified: timestamp(call.now) });
  return done(call, found.id, found.compartmentId, "UPDATE_CONFIGURATION", "UPDATED");
}

function remove(call: Call): Reply {
  const found = configurationOf(call);
  unifiedAgentConfigurations.remove(call.world, found.id);
  return done(call, found.id, found.compartmentId, "DELETE_CONFIGURATION", "DELETED");
}

function changeCompartment(call: Call): Reply {
  const found = configurationOf(call);
  const { compartmentId = "" } = bodyOf<Wire<logging.ChangeUnifiedAgentConfigurationCompartmentDetails>>(call);
  needCompartment(call.world, compartmentId);
  unifiedAgentConfigurations.change(call, found.id, { compartmentId });
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
