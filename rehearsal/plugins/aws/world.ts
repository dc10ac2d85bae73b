/** The embedded AWS as the plugin uses it: what it asks, and what it takes for an answer. */
import type { Settled } from "../../aws/kind.ts";
import type { Shape } from "../declared/types.ts";
import { isObject, revealAll, type Properties, type Value } from "../protocol/values.ts";
import { withHashes } from "./assets.ts";
import type { Door } from "./door.ts";
import type { Look } from "./wait.ts";

export interface Place {
  readonly type: string;
  readonly region: string;
}

export interface Reference extends Place {
  readonly id: string;
}

/** What is there. */
export interface Seen {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

export interface Changed extends Seen {
  readonly look: Look;
}

export interface Likeness {
  readonly type: string;
  /** What belongs to a region has that among them. */
  readonly inputs: Properties;
  /** Inputs that can't be read, and aren't compared. */
  readonly unread: readonly string[];
}

export interface Wish extends Place {
  readonly urn: string;
  readonly inputs: Properties;
  readonly declared: Shape;
}

export class EmbeddedWorld {
  readonly #door: Door;

  constructor(door: Door) {
    this.#door = door;
  }

  async create(wish: Wish): Promise<Changed> {
    return changedIn(await this.#door.ask("create", bodyOf(wish)));
  }

  /** `olds` are the inputs as the state has them: a provider sends what differs from those. */
  async update(wish: Wish & Reference & { readonly olds: Properties }): Promise<Changed> {
    return changedIn(await this.#door.ask("update", { ...bodyOf(wish), id: wish.id, olds: plain(wish.olds) }));
  }

  /** Undefined where it is gone. */
  async read({ type, region, id }: Reference): Promise<Seen | undefined> {
    const { resource } = await this.#door.ask("read", { type, region, id });
    return resource === null || resource === undefined ? undefined : seenIn(resource);
  }

  /** What was made of these very inputs, the newest first. */
  async alike({ type, inputs, unread }: Likeness): Promise<Reference[]> {
    const { found } = await this.#door.ask("alike", { type, inputs: plain(inputs), unread: [...unread] });
    return Array.isArray(found) ? found.map(referenceIn) : [];
  }

  async remove({ type, region, id }: Reference): Promise<void> {
    await this.#door.ask("delete", { type, region, id });
  }

  async look({ type, region, id }: Reference): Promise<Look> {
    return lookIn(await this.#door.ask("settled", { type, region, id }));
  }

  /** Undefined where no table knows the function. */
  async invoke(token: string, region: string, args: Properties): Promise<Properties | undefined> {
    const { outputs } = await this.#door.ask("invoke", { token, region, args: plain(args) });
    return isObject(outputs) ? outputs : undefined;
  }
}

function bodyOf({ type, region, urn, inputs, declared }: Wish): Properties {
  return { type, region, urn, inputs: plain(inputs), declared: shapeOf(declared) };
}

/** Without secret marks, the provider's own notes, and the contents of archives. */
function plain(inputs: Properties): Properties {
  const own = Object.entries(revealAll(inputs)).filter(([name]) => !name.startsWith("__"));
  return Object.fromEntries(own.map(([name, value]) => [name, withHashes(value)]));
}

/** The world fills in by name and type alone. */
function shapeOf(declared: Shape): Properties {
  return Object.fromEntries(
    Object.entries(declared).map(([name, { type, required }]) => [name, { type: typeOf(type), required }]),
  );
}

function typeOf(type: Shape[string]["type"]): Value {
  if (typeof type === "string") return type;
  return "list" in type ? { list: "any" } : "map" in type ? { map: "any" } : "anyOf" in type ? "string" : { ...type };
}

function changedIn(answer: Properties): Changed {
  return { ...seenIn(answer["resource"]), look: lookIn(answer) };
}

function seenIn(value: Value | undefined): Seen {
  const { id, inputs, outputs } = isObject(value) ? value : {};
  if (typeof id !== "string" || !isObject(inputs) || !isObject(outputs)) throw strange("a resource", value);
  return { id, inputs, outputs };
}

function referenceIn(value: Value): Reference {
  const { type, region, id } = isObject(value) ? value : {};
  if (typeof type === "string" && typeof region === "string" && typeof id === "string") return { type, region, id };
  throw strange("a reference", value);
}

function lookIn({ settled, now, speed }: Properties): Look {
  if (!isObject(settled) || typeof now !== "number" || typeof speed !== "number") throw strange("a state", settled);
  return { settled: settledIn(settled), now, speed };
}

function settledIn({ state, status, seconds, reason }: Properties): Settled {
  if (state === "ready") return { state };
  if (state === "pending" && typeof status === "string" && typeof seconds === "number")
    return { state, status, seconds };
  if (state === "failed" && typeof reason === "string") return { state, reason };
  throw strange("a state", state);
}

function strange(what: string, value: Value | undefined): Error {
  return new Error(`the embedded AWS answered what is not ${what}: ${JSON.stringify(value)}`);
}
