/**
 * A moment at which something changes by the mere passing of time, such as a boot that ends: nothing happens then but
 * that the world is looked at; see watch.ts.
 */
import { eventKind } from "./events.ts";

export const wakes = eventKind<Record<string, never>>("world.wakes", () => undefined);
