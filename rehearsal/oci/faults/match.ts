import type { World } from "../world.ts";
import type { Fault } from "./fault.ts";

/** Whether a fault is meant for this operation or pool. */
export function matches(fault: Fault, target: string): boolean {
  return (
    fault.match === "*" ||
    fault.match === target ||
    (fault.match.endsWith("/*") && target.startsWith(fault.match.slice(0, -1)))
  );
}

/** Takes one strike off a fault that has a number of them, and the fault away with the last. */
export function spend(world: World, fault: Fault): boolean {
  if (fault.times !== undefined) {
    fault.times -= 1;
    if (fault.times <= 0) {
      world.faults.splice(world.faults.indexOf(fault), 1);
    }
  }
  return true;
}
