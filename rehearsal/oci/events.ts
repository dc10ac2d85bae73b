/**
 * Things that take time. Nothing waits on a timer: what will happen stands in the world's list with its moment, and
 * `settle` lets it happen as soon as the world's clock has passed it. A process that was killed loses nothing.
 */
import { nextNumber } from "./moment.ts";
import type { Moment } from "./moment.ts";
import type { Json } from "./wire.ts";
import type { World } from "./world.ts";

export type EventHandler = (moment: Moment, data: Json) => void;

/** A kind of event: how to schedule it, and what happens then. */
export interface EventKind {
  readonly kind: string;
  readonly handle: EventHandler;
  /** It changes nothing that anybody watches for: see watch.ts. */
  readonly isQuiet?: boolean;
}

/** Sees the world right after an event of this kind. */
export type Watch = (moment: Moment, kind: string) => void;

export interface Schedulable<Data extends Json> extends EventKind {
  /** Lets it happen so many world seconds from now. */
  schedule(moment: Moment, seconds: number, data: Data): void;
}

/** Declares a kind of event. Its data is only ever written by `schedule`, so that reading it back as Data is sound. */
export function eventKind<Data extends Json>(
  kind: string,
  handle: (moment: Moment, data: Data) => void,
  isQuiet = false,
): Schedulable<Data> {
  return {
    kind,
    isQuiet,
    handle: (moment, data) => handle(moment, data as Data),
    schedule: (moment, seconds, data) => {
      const at = moment.now + Math.round(seconds * 1000);
      moment.world.events.push({ at, order: nextNumber(moment), kind, data });
    },
  };
}

/**
 * Lets everything happen that is due, in order of time; an event may schedule further ones. Says how many happened.
 * @param watch called after each event, at that event's own moment
 */
export function settle(world: World, now: number, handlers: ReadonlyMap<string, EventHandler>, watch?: Watch): number {
  let happened = 0;
  for (;;) {
    const due = world.events
      .filter((event) => event.at <= now)
      .sort((one, other) => one.at - other.at || one.order - other.order)[0];
    if (due === undefined) {
      return happened;
    }
    world.events.splice(world.events.indexOf(due), 1);
    const handle = handlers.get(due.kind);
    if (handle === undefined) {
      throw new Error(`The world holds an event of kind ${due.kind}, which no service of this version handles.`);
    }
    const moment = { world, now: due.at };
    handle(moment, due.data);
    watch?.(moment, due.kind);
    happened += 1;
  }
}
