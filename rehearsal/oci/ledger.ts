/**
 * What a world notes down beside its things: what a load balancer has seen of a backend, who was sent a request, what
 * happened to a pool. No client of the cloud reads it, so it has no etags and counts among no resources.
 */
import type { World } from "./world.ts";

export interface Ledger<T> {
  get(world: World, key: string): T | undefined;
  entries(world: World): [string, T][];
  put(world: World, key: string, value: T): T;
  remove(world: World, key: string): void;
}

/** Declares a ledger. Its values are only ever written through it, so that reading them back as T is sound. */
export function ledger<T>(name: string): Ledger<T> {
  const bag = (world: World) => (world.ledgers[name] ??= {});
  return {
    get: (world, key) => bag(world)[key] as T | undefined,
    entries: (world) => Object.entries(bag(world)) as [string, T][],
    put: (world, key, value) => {
      bag(world)[key] = value;
      return value;
    },
    remove: (world, key) => {
      Reflect.deleteProperty(bag(world), key);
    },
  };
}
