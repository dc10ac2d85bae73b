/** Compartments as the other services see them. */
import { compartments } from "../../collections.ts";
import { invalidParameter, notFoundResource } from "../../errors.ts";
import { ocidKind } from "../../ocid.ts";
import { COMPARTMENTS, TENANCY_ID } from "../../tenancy.ts";
import type { World } from "../../world.ts";

/**
 * Makes sure that a compartment is one where things can be made: the tenancy (the root compartment) or an ACTIVE one.
 * @throws ServiceError 400 where the text is no compartment's OCID, 404 where there is none that is ACTIVE
 */
export function needCompartment(world: World, id: string): void {
  const kind = ocidKind(id);
  if (kind !== "compartment" && kind !== "tenancy") {
    throw invalidParameter(`compartmentId must be the OCID of a compartment or of the tenancy, not ${id}.`);
  }
  const found = compartments.get(world, id);
  const seeded = id === TENANCY_ID || COMPARTMENTS.some((compartment) => compartment.id === id);
  if (found === undefined ? !seeded : found.lifecycleState !== "ACTIVE") {
    throw notFoundResource(id);
  }
}
