/** How compartments lie in one another. The tenancy is the root of the tree. */
import { compartments } from "../../collections.ts";
import type { World } from "../../world.ts";
import type { Location } from "./statement.ts";

export { needCompartment } from "../shared/compartment.ts";

/** A compartment and those around it, up to the tenancy. */
export function ancestry(world: World, compartmentId: string): string[] {
  const line: string[] = [];
  for (let id = compartmentId; !line.includes(id);) {
    line.push(id);
    id = compartments.get(world, id)?.compartmentId ?? id;
  }
  return line;
}

/** The compartment that a statement means, seen from the one its policy is attached to; undefined where there is none. */
export function findCompartment(world: World, attachedTo: string, location: Location): string | undefined {
  switch (location.kind) {
    case "tenancy":
      return ancestry(world, attachedTo).at(-1);
    case "compartment-id":
      return compartments.get(world, location.id)?.id;
    case "compartment":
      return descend(world, attachedTo, location.path);
  }
}

function descend(world: World, from: string, path: readonly string[]): string | undefined {
  const own = compartments.get(world, from);
  const [first = "", ...rest] = path;
  // A policy may name the very compartment that it is attached to.
  const start = own !== undefined && sameName(own.name, first) ? rest : path;
  return start.reduce<string | undefined>((parent, name) => {
    const child = compartments.list(world).find((candidate) => {
      return candidate.id !== parent && candidate.compartmentId === parent && sameName(candidate.name, name);
    });
    return child?.id;
  }, from);
}

const sameName = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
