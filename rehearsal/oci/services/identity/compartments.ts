/** @see https://docs.oracle.com/iaas/api/#/en/identity/20160918/Compartment/ */
import type { Compartment, CreateCompartmentDetails, UpdateCompartmentDetails } from "oci-identity/lib/model/index.js";
import { compartments } from "../../collections.ts";
import { conflict, incorrectState, invalidParameter } from "../../errors.ts";
import { eventKind } from "../../events.ts";
import { freshOcid } from "../../moment.ts";
import type { Moment } from "../../moment.ts";
import { bodyOf, filtered, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { COMPARTMENTS, TENANCY_ID } from "../../tenancy.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";
import { needCompartment } from "../shared/compartment.ts";
import { ancestry } from "./compartment-tree.ts";
import { checkDescription, checkName } from "./naming.ts";

/** OCI takes minutes to delete a compartment. */
const SECONDS_TO_DELETE = 60;
const DEEPEST = 6;

const isDeleted = eventKind<{ id: string }>("identity.compartmentIsDeleted", (moment, { id }) => {
  const found = compartments.get(moment.world, id);
  if (found !== undefined) {
    // OCI keeps deleted compartments under a changed name, so that theirs is free again.
    const name = `${found.name}.${id.slice(-6)}`;
    compartments.change(moment, id, { lifecycleState: "DELETED", name });
  }
});

/** The tenancy itself, which is the root compartment, and the compartments that every world begins with. */
export function seedCompartments(moment: Moment): void {
  const seeded = { timeCreated: timestamp(moment.now), lifecycleState: "ACTIVE", freeformTags: {}, definedTags: {} };
  const root = { id: TENANCY_ID, name: "tidegate", description: "The rehearsal's tenancy" };
  for (const compartment of [root, ...COMPARTMENTS]) {
    compartments.put(moment, compartment.id, { ...compartment, ...seeded, compartmentId: TENANCY_ID });
  }
}

function create(call: Call): Reply {
  const details = bodyOf<Wire<CreateCompartmentDetails>>(call);
  const parent = details.compartmentId;
  needCompartment(call.world, parent);
  checkName(details.name);
  checkDescription(details.description);
  checkUnique(call, parent, details.name);
  if (ancestry(call.world, parent).length > DEEPEST) {
    throw invalidParameter(`Compartments can be nested at most ${DEEPEST} levels deep.`);
  }
  const id = freshOcid(call, "compartment", "");
  compartments.put(call, id, {
    id,
    compartmentId: parent,
    name: details.name,
    description: details.description,
    timeCreated: timestamp(call.now),
    lifecycleState: "ACTIVE",
    freeformTags: details.freeformTags ?? {},
    definedTags: details.definedTags ?? {},
  });
  return show(call, id);
}

function checkUnique(call: Call, parent: string, name: string): void {
  const twin = compartments
    .list(call.world)
    .find((other) => other.compartmentId === parent && other.name.toLowerCase() === name.toLowerCase());
  if (twin !== undefined) {
    throw conflict(`The compartment ${parent} has one named ${name} already: ${twin.id}.`);
  }
}

function show(call: Call, id = call.params["compartmentId"] ?? ""): Reply {
  return replyWith(compartments.need(call, id), compartments.etag(call.world, id));
}

function list(call: Call): Reply {
  const { compartmentId: parent = "", name, lifecycleState, compartmentIdInSubtree } = call.query;
  needCompartment(call.world, parent);
  const inSubtree = compartmentIdInSubtree === "true";
  if (inSubtree && parent !== TENANCY_ID) {
    throw invalidParameter("compartmentIdInSubtree can only be true for the tenancy.");
  }
  const within = compartments.list(call.world).filter((item) => {
    return item.id !== parent && (inSubtree || item.compartmentId === parent);
  });
  return { body: filtered(within, { name, lifecycleState }) };
}

function update(call: Call): Reply {
  const found = needActive(call);
  const details = bodyOf<Wire<UpdateCompartmentDetails>>(call);
  if (details.name !== undefined && details.name !== found.name) {
    checkName(details.name);
    checkUnique(call, found.compartmentId, details.name);
  }
  if (details.description !== undefined) {
    checkDescription(details.description);
  }
  compartments.change(call, found.id, details);
  return show({ ...call, ifMatch: undefined }, found.id);
}

function remove(call: Call): Reply {
  const found = needActive(call);
  if (found.id === TENANCY_ID) {
    throw invalidParameter("The tenancy is the root compartment and can't be deleted.");
  }
  const users = usersOf(call, found.id);
  if (users.length > 0) {
    throw conflict(`The compartment ${found.id} is not empty: it holds ${users.join(", ")}.`);
  }
  compartments.change(call, found.id, { lifecycleState: "DELETING" });
  isDeleted.schedule(call, SECONDS_TO_DELETE, { id: found.id });
  return { status: 202 };
}

function needActive(call: Call): Wire<Compartment> {
  const found = compartments.need(call, call.params["compartmentId"] ?? "");
  if (found.lifecycleState !== "ACTIVE") {
    throw incorrectState(`The compartment ${found.id} is ${found.lifecycleState}.`);
  }
  return found;
}

const GONE = new Set<unknown>(["DELETED", "TERMINATED", "DELETING", "TERMINATING"]);

/** Whatever lies in a compartment, of any service: everything in the world says which compartment it is in. */
function usersOf(call: Call, compartmentId: string): string[] {
  return Object.values(call.world.collections).flatMap((bag) =>
    Object.entries(bag).flatMap(([id, { value }]) => {
      const lies = typeof value === "object" && value !== null && Reflect.get(value, "compartmentId") === compartmentId;
      return lies && !GONE.has(Reflect.get(value, "lifecycleState")) && !id.includes("workrequest") ? [id] : [];
    }),
  );
}

export const compartmentEvents = [isDeleted];

const ONE = "/20160918/compartments/{compartmentId}";
export const compartmentRoutes: readonly Route[] = [
  { operation: "identity/CreateCompartment", method: "POST", path: "/20160918/compartments", handle: create },
  { operation: "identity/ListCompartments", method: "GET", path: "/20160918/compartments", handle: list },
  { operation: "identity/GetCompartment", method: "GET", path: ONE, handle: (call) => show(call) },
  { operation: "identity/UpdateCompartment", method: "PUT", path: ONE, handle: update },
  { operation: "identity/DeleteCompartment", method: "DELETE", path: ONE, handle: remove },
];
