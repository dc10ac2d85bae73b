/** Which compartments a list covers. */
import { compartments } from "../../collections.ts";
import type { Call } from "../../route.ts";
import type { World } from "../../world.ts";
import { needCompartment } from "../shared/compartment.ts";

/**
 * The compartment of the query, with those below it where `isCompartmentIdInSubtree` is true.
 * @throws ServiceError 400 or 404 where there is no such compartment
 */
export function compartmentsAsked(call: Call): ReadonlySet<string> {
  const { compartmentId = "", isCompartmentIdInSubtree } = call.query;
  needCompartment(call.world, compartmentId);
  return isCompartmentIdInSubtree === "true" ? subtree(call.world, compartmentId) : new Set([compartmentId]);
}

function subtree(world: World, top: string): Set<string> {
  const found = new Set([top]);
  // A set's iteration reaches what is added on the way.
  for (const parent of found) {
    compartments
      .list(world)
      .filter((child) => child.compartmentId === parent)
      .forEach((child) => found.add(child.id));
  }
  return found;
}
