/**
 * Looks into the embedded AWS. What a create made was made of its inputs, so that everything with the very same inputs may
 * be it. A name is among them where there is one, and says too little by itself: each role may have a policy of that name.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { Door } from "../../plugins/aws/door.ts";
import { EmbeddedWorld, type Reference } from "../../plugins/aws/world.ts";
import { hasSecret, isObject, type Properties } from "../../plugins/protocol/values.ts";
import type { CloudLook } from "./cloud-look.ts";
import type { PendingCreate } from "@tidegate/engine/pending";

/** Real milliseconds between two looks at something that isn't ready. */
const PAUSE_MS = 50;

/** @param endpoint `http://127.0.0.1:PORT` */
export function awsLook(endpoint: string, pause: (milliseconds: number) => Promise<unknown> = sleep): CloudLook {
  const world = new EmbeddedWorld(new Door({ endpoint }));
  return {
    candidates: async (create) => (await alike(world, create)).map(({ id }) => id),
    ready: async (create, id) => {
      const reference = (await alike(world, create)).find((one) => one.id === id);
      if (reference !== undefined) await untilReady(world, reference, pause);
    },
  };
}

/** The state has secrets encrypted: an input that holds one can't be compared. */
function alike(world: EmbeddedWorld, { type, inputs }: PendingCreate): Promise<Reference[]> {
  const given: Properties = isObject(inputs) ? inputs : {};
  const unread = Object.keys(given).filter((name) => hasSecret(given[name] ?? null));
  const readable = Object.entries(given).filter(([name]) => !unread.includes(name));
  return world.alike({ type, inputs: Object.fromEntries(readable), unread });
}

/** As long as the provider would have waited. What has failed by then is shown by the refresh, and by the next `up`. */
async function untilReady(
  world: EmbeddedWorld,
  reference: Reference,
  pause: (milliseconds: number) => Promise<unknown>,
): Promise<void> {
  const first = await world.look(reference);
  for (let look = first; look.settled.state === "pending"; look = await world.look(reference)) {
    if (look.now - first.now >= look.settled.seconds * 1000) return;
    await pause(PAUSE_MS);
  }
}
