/** A rollout to what served before, by the hand of a check that failed after the rollout was done. */
import type { Parts } from "./parts.ts";
import type { SurgeRolloutInputs } from "./properties.ts";
import { goalOf, open } from "./surgeRollout.ts";

/**
 * Moves the pool to the inputs' target. The resource's state doesn't know of it: the next `up` sees that the pool runs something else
 * than the program asks for, and deploys that again.
 *
 * @returns whether the pool runs the target now
 */
export async function rollBack(parts: Parts, inputs: SurgeRolloutInputs): Promise<boolean> {
  if (inputs.targetConfigurationId === "") {
    parts.say("rollout: nothing served before, so there is nothing to roll back to");
    return false;
  }
  const ports = await open(parts, inputs);
  const show = await parts.narrator();
  const { outcome } = await parts.rollOut(ports, goalOf(inputs, true), show);
  return outcome === "moved" || outcome === "unchanged";
}
