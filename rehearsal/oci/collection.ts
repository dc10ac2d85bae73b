/** Typed access to one kind of thing in the world. */
import { noEtagMatch, notFoundResource } from "./errors.ts";
import { freshEtag } from "./moment.ts";
import type { Moment } from "./moment.ts";
import type { World } from "./world.ts";

/** A moment within a request: the if-match header, where it came with one. */
export interface Conditional extends Moment {
  readonly ifMatch?: string | undefined;
}

export interface Collection<T> {
  readonly name: string;
  get(world: World, id: string): T | undefined;
  list(world: World): T[];
  etag(world: World, id: string): string;
  /** Stores a new or changed thing under its id and gives it a new etag. */
  put(moment: Moment, id: string, value: T): T;
  /** Changes a thing in place and gives it a new etag. @throws ServiceError 404 when it isn't there. */
  change(moment: Moment, id: string, change: Partial<T>): T;
  remove(world: World, id: string): void;
  /** The thing, for a request about it. @throws ServiceError 404 when absent, 412 when if-match names another version. */
  need(call: Conditional, id: string): T;
}

/** Declares a collection. Its values are only ever written through it, so that reading them back as T is sound. */
export function collection<T>(name: string): Collection<T> {
  const bag = (world: World) => (world.collections[name] ??= {});
  const get = (world: World, id: string) => bag(world)[id]?.value as T | undefined;
  const need = (call: Conditional, id: string): T => {
    const stored = bag(call.world)[id];
    if (stored === undefined) {
      throw notFoundResource(id);
    }
    if (call.ifMatch !== undefined && call.ifMatch !== "*" && call.ifMatch !== stored.etag) {
      throw noEtagMatch(`The etag given in if-match is not that of the present version of ${id}. Read it again.`);
    }
    return stored.value as T;
  };
  const put = (moment: Moment, id: string, value: T): T => {
    bag(moment.world)[id] = { etag: freshEtag(moment), value };
    return value;
  };
  return {
    name,
    get,
    need,
    put,
    list: (world) => Object.values(bag(world)).map((stored) => stored.value as T),
    etag: (world, id) => bag(world)[id]?.etag ?? "",
    change: (moment, id, change) =>
      put(moment, id, { ...need({ world: moment.world, now: moment.now }, id), ...change }),
    remove: (world, id) => {
      Reflect.deleteProperty(bag(world), id);
    },
  };
}
