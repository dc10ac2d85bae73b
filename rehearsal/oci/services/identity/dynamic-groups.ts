/** @see https://docs.oracle.com/iaas/api/#/en/identity/20160918/DynamicGroup/ */
import type { CreateDynamicGroupDetails, UpdateDynamicGroupDetails } from "oci-identity/lib/model/index.js";
import { dynamicGroups } from "../../collections.ts";
import { conflict, invalidParameter } from "../../errors.ts";
import { freshOcid } from "../../moment.ts";
import { bodyOf, filtered, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { TENANCY_ID } from "../../tenancy.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";
import { needCompartment } from "../shared/compartment.ts";
import { matchingRule } from "./matching-rule.ts";
import { checkName } from "./naming.ts";

function create(call: Call): Reply {
  const details = bodyOf<Wire<CreateDynamicGroupDetails>>(call);
  needCompartment(call.world, details.compartmentId);
  if (details.compartmentId !== TENANCY_ID) {
    throw invalidParameter(`compartmentId must be the tenancy's OCID: dynamic groups lie in the root compartment.`);
  }
  checkName(details.name);
  matchingRule(details.matchingRule);
  const twin = dynamicGroups.list(call.world).find((group) => group.name.toLowerCase() === details.name.toLowerCase());
  if (twin !== undefined) {
    throw conflict(`A dynamic group named ${details.name} exists already: ${twin.id}.`);
  }
  const id = freshOcid(call, "dynamicgroup", "");
  dynamicGroups.put(call, id, {
    id,
    compartmentId: details.compartmentId,
    name: details.name,
    description: details.description,
    matchingRule: details.matchingRule,
    timeCreated: timestamp(call.now),
    lifecycleState: "ACTIVE",
    freeformTags: details.freeformTags ?? {},
    definedTags: details.definedTags ?? {},
  });
  return show(call, id);
}

function show(call: Call, id = call.params["dynamicGroupId"] ?? ""): Reply {
  return replyWith(dynamicGroups.need(call, id), dynamicGroups.etag(call.world, id));
}

function list(call: Call): Reply {
  const { compartmentId = "", name, lifecycleState } = call.query;
  needCompartment(call.world, compartmentId);
  return { body: filtered(dynamicGroups.list(call.world), { compartmentId, name, lifecycleState }) };
}

function update(call: Call): Reply {
  const { id } = dynamicGroups.need(call, call.params["dynamicGroupId"] ?? "");
  const details = bodyOf<Wire<UpdateDynamicGroupDetails>>(call);
  if (details.matchingRule !== undefined) {
    matchingRule(details.matchingRule);
  }
  dynamicGroups.change(call, id, details);
  return show({ ...call, ifMatch: undefined }, id);
}

function remove(call: Call): Reply {
  const { id } = dynamicGroups.need(call, call.params["dynamicGroupId"] ?? "");
  dynamicGroups.remove(call.world, id);
  return { status: 204 };
}

const ALL = "/20160918/dynamicGroups";
const ONE = `${ALL}/{dynamicGroupId}`;
export const dynamicGroupRoutes: readonly Route[] = [
  { operation: "identity/CreateDynamicGroup", method: "POST", path: ALL, handle: create },
  { operation: "identity/ListDynamicGroups", method: "GET", path: ALL, handle: list },
  { operation: "identity/GetDynamicGroup", method: "GET", path: ONE, handle: (call) => show(call) },
  { operation: "identity/UpdateDynamicGroup", method: "PUT", path: ONE, handle: update },
  { operation: "identity/DeleteDynamicGroup", method: "DELETE", path: ONE, handle: remove },
];
