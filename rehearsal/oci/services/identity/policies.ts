/** @see https://docs.oracle.com/iaas/api/#/en/identity/20160918/Policy/ */
import type { CreatePolicyDetails, UpdatePolicyDetails } from "oci-identity/lib/model/index.js";
import { dynamicGroups, policies } from "../../collections.ts";
import { conflict, invalidParameter } from "../../errors.ts";
import { freshOcid } from "../../moment.ts";
import { bodyOf, filtered, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { TENANCY_ID } from "../../tenancy.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";
import type { World } from "../../world.ts";
import { needCompartment } from "../shared/compartment.ts";
import { findCompartment } from "./compartment-tree.ts";
import { sameGroup } from "./group-names.ts";
import { checkDescription, checkName } from "./naming.ts";
import { readStatement } from "./statement.ts";
import type { Statement } from "./statement.ts";

const MOST_STATEMENTS = 50;

function create(call: Call): Reply {
  const details = bodyOf<Wire<CreatePolicyDetails>>(call);
  const { compartmentId } = details;
  needCompartment(call.world, compartmentId);
  checkName(details.name);
  checkDescription(details.description);
  checkStatements(call.world, compartmentId, details.statements);
  const twin = policies
    .list(call.world)
    .find(
      (policy) => policy.compartmentId === compartmentId && policy.name.toLowerCase() === details.name.toLowerCase(),
    );
  if (twin !== undefined) {
    throw conflict(`The compartment ${compartmentId} has a policy named ${details.name} already: ${twin.id}.`);
  }
  const id = freshOcid(call, "policy", "");
  policies.put(call, id, {
    id,
    compartmentId,
    name: details.name,
    description: details.description,
    statements: details.statements,
    timeCreated: timestamp(call.now),
    lifecycleState: "ACTIVE",
    freeformTags: details.freeformTags ?? {},
    definedTags: details.definedTags ?? {},
    ...(details.versionDate !== undefined && { versionDate: details.versionDate }),
  });
  return show(call, id);
}

/** @throws ServiceError 400 InvalidParameter, naming the statement and what is wrong with it */
function checkStatements(world: World, attachedTo: string, statements: readonly string[]): void {
  if (statements.length === 0 || statements.length > MOST_STATEMENTS) {
    throw invalidParameter(`statements must hold 1 to ${MOST_STATEMENTS} statements, not ${statements.length}.`);
  }
  statements.forEach((text, index) => {
    const what = `statements[${index}]`;
    const statement = readStatement(text, what);
    checkLocation(world, attachedTo, statement, what);
    checkGroups(world, statement, what);
  });
}

function checkLocation(world: World, attachedTo: string, { location }: Statement, what: string): void {
  if (location.kind === "tenancy" && attachedTo !== TENANCY_ID) {
    throw invalidParameter(`${what} is about the tenancy: its policy must lie in the root compartment.`);
  }
  if (findCompartment(world, attachedTo, location) === undefined) {
    const name = location.kind === "compartment" ? location.path.join(":") : "of that id";
    throw invalidParameter(
      `${what}: Compartment {${name}} does not exist or is not part of the policy compartment subtree.`,
    );
  }
}

function checkGroups(world: World, { subject }: Statement, what: string): void {
  const groups = dynamicGroups.list(world);
  const named = subject.kind === "dynamic-group" ? subject.names : [];
  const ids = subject.kind === "dynamic-group-id" ? subject.ids : [];
  const unknown = [
    ...named.filter((name) => !groups.some((group) => sameGroup(name, group.name))),
    ...ids.filter((id) => !groups.some((group) => group.id === id)),
  ];
  if (unknown.length > 0) {
    throw invalidParameter(
      `${what} names a dynamic group that does not exist: ${unknown.join(", ")}. Create it first.`,
    );
  }
}

function show(call: Call, id = call.params["policyId"] ?? ""): Reply {
  return replyWith(policies.need(call, id), policies.etag(call.world, id));
}

function list(call: Call): Reply {
  const { compartmentId = "", name, lifecycleState } = call.query;
  needCompartment(call.world, compartmentId);
  return { body: filtered(policies.list(call.world), { compartmentId, name, lifecycleState }) };
}

function update(call: Call): Reply {
  const { id, compartmentId } = policies.need(call, call.params["policyId"] ?? "");
  const details = bodyOf<Wire<UpdatePolicyDetails>>(call);
  if (details.statements !== undefined) {
    checkStatements(call.world, compartmentId, details.statements);
  }
  if (details.description !== undefined) {
    checkDescription(details.description);
  }
  policies.change(call, id, details);
  return show({ ...call, ifMatch: undefined }, id);
}

function remove(call: Call): Reply {
  const { id } = policies.need(call, call.params["policyId"] ?? "");
  policies.remove(call.world, id);
  return { status: 204 };
}

const ALL = "/20160918/policies";
const ONE = `${ALL}/{policyId}`;
export const policyRoutes: readonly Route[] = [
  { operation: "identity/CreatePolicy", method: "POST", path: ALL, handle: create },
  { operation: "identity/ListPolicies", method: "GET", path: ALL, handle: list },
  { operation: "identity/GetPolicy", method: "GET", path: ONE, handle: (call) => show(call) },
  { operation: "identity/UpdatePolicy", method: "PUT", path: ONE, handle: update },
  { operation: "identity/DeletePolicy", method: "DELETE", path: ONE, handle: remove },
];
