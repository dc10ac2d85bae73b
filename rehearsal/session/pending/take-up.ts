/**
 * What an engine that was killed was creating in that moment: it may exist or not, and the state only says "pending". The
 * next run can go on once each such create has been looked up in its cloud: what is there is taken into the state, what
 * isn't is made again. Things whose twin a cloud would take without a word are looked up all the same, so that nothing is
 * made twice.
 *
 * Nothing is looked up for a component, which exists in the state alone (its children are pending creates of their own),
 * nor for a command or a dynamic resource, whose create leaves nothing to find: it is run again.
 */
import type { CloudLooks } from "./cloud-look.ts";
import { heldBy, keyOf, pendingCreatesOf, withoutPending } from "@tidegate/engine/pending";
import type { Found } from "@tidegate/engine/pending";

/**
 * @param exported the stack's state
 * @param others states of other stacks: what they hold is theirs
 * @returns the state with nothing pending; what was found still has to be refreshed
 */
export async function takenUp(exported: unknown, looks: CloudLooks, others: readonly unknown[] = []): Promise<unknown> {
  const held = new Set([exported, ...others].flatMap(heldBy));
  const found: Found[] = [];
  for (const create of pendingCreatesOf(exported)) {
    const look = looks[create.type.split(":")[0] ?? ""];
    const candidates = (await look?.candidates(create)) ?? [];
    const id = candidates.find((candidate) => !held.has(keyOf(create.type, create.inputs, candidate)));
    if (id !== undefined) {
      // Two creates of the same inputs have made two things.
      held.add(keyOf(create.type, create.inputs, id));
      found.push({ create, id });
      await look?.ready?.(create, id);
    }
  }
  return withoutPending(exported, found);
}
