/**
 * A resource that follows OCI's usual pattern: POST to a collection, GET, PUT and DELETE the item, an action that
 * changes its compartment, and a lifecycle state or a work request that tells when it is done. A resource's own file
 * says only where it differs.
 */
import { textOf, type Properties, type Value } from "../protocol/values.ts";
import { fromRest, restName, toRest } from "./convert.ts";
import type { Shape } from "../declared/types.ts";
import type { Facts } from "./facts/types.ts";
import { IncompleteError, type Change, type Cloud, type Found, type Handler } from "./handler.ts";
import { orderLike } from "./project.ts";
import { replaces } from "./replaces.ts";
import type { RestSpec } from "./rest-spec.ts";
import type { Answer } from "./rest/client.ts";
import { isNotFound } from "./rest/errors.ts";
import { waitUntil, WaitError } from "./rest/wait.ts";
import { fillId, fillPath, parseId } from "./template.ts";
import { Turns } from "./turns.ts";
import { settle } from "./work.ts";

const FAILED = ["FAILED", "NEEDS_ATTENTION", "TERMINATED", "DELETED"];
const GONE = ["DELETED", "TERMINATED"];
const MOVED = "compartmentId";

export function restResource(spec: RestSpec): Handler {
  return new RestResource(spec);
}

class RestResource implements Handler {
  readonly token: string;
  readonly models: readonly string[];
  readonly #spec: RestSpec;
  readonly #turns: Turns;
  readonly #names: { create: string; update: string; read: string };

  constructor(spec: RestSpec) {
    this.#spec = spec;
    this.token = spec.token;
    this.#turns = turnsOf(spec);
    const key = (name: string): string =>
      name
        .split("|")
        .map((part) => `${spec.sdk}/${part}`)
        .join("|");
    this.#names = {
      create: key(spec.models?.create ?? `Create${spec.thing}Details`),
      update: key(spec.models?.update ?? `Update${spec.thing}Details`),
      read: key(spec.models?.read ?? spec.thing),
    };
    this.models = Object.values(this.#names);
  }

  gaps(facts: Facts): { create: string[]; update: string[] } {
    const inputs = Object.keys(facts.resources[this.token]?.inputs ?? {});
    const { collection, item, id = "", endpoint = "", steps = [], move, ignored = [] } = this.#spec;
    const inPath = (name: string): boolean =>
      [collection, item, id, `{${endpoint}}`].some((text) => text.includes(`{${name}}`));
    const keys = (side: "create" | "update"): string[] => Object.keys(facts.models[this.#names[side]] ?? {});
    const sent = (name: string, side: "create" | "update"): boolean => restName(name, keys(side)) !== undefined;
    const create = inputs.filter((name) => !sent(name, "create") && !inPath(name) && !ignored.includes(name));
    const update = inputs.filter((name) => {
      const byAction = steps.some((step) => step.on.includes(name)) || (name === MOVED && move !== null);
      return !sent(name, "update") && !byAction && !replaces(this.token, name) && !ignored.includes(name);
    });
    return { create, update };
  }

  async create(cloud: Cloud, inputs: Properties, timeout: number): Promise<string> {
    this.#refuseGaps("create", Object.keys(inputs), cloud);
    return this.#turns.take(this.#turn(inputs), async () => {
      const body = toRest(inputs, this.#model(cloud, "create"), cloud.facts.models);
      const answer = await cloud.client.send({
        operation: `Create${this.#spec.thing}`,
        method: "POST",
        path: fillPath(this.#spec.collection, inputs),
        body: this.#spec.body?.(body, inputs) ?? body,
        once: true,
        ...this.#endpoint(inputs),
      });
      let id = this.#idOf(answer, inputs);
      try {
        id = (await settle(cloud, this.#spec.work, answer, timeout, (made) => (id ??= made))) ?? id;
        if (this.#spec.id !== undefined) id = fillId(this.#spec.id, inputs);
        if (id === undefined) throw new Error(`Create${this.#spec.thing} answered without an id or a work request`);
        await this.#untilReady(cloud, this.#values(id, inputs), timeout);
        return id;
      } catch (error) {
        throw id === undefined ? error : new IncompleteError(id, error);
      }
    });
  }

  async read(cloud: Cloud, id: string, inputs: Properties): Promise<Found | undefined> {
    const values = this.#values(id, inputs);
    const answer = await this.#get(cloud, values);
    if (answer === undefined) return undefined;
    const sides = cloud.facts.resources[this.token];
    if (sides === undefined) throw new Error(`no facts about ${this.token}`);
    const more = (await this.#spec.alsoRead?.(cloud, answer)) ?? {};
    const known = { ...values, ...(this.#spec.answer?.(answer) ?? answer), ...more };
    const outputs = fromRest(known, sides.outputs, cloud.facts.outputTypes);
    const readable = Object.keys(this.#model(cloud, "read"));
    for (const [name, value] of Object.entries(inputs)) {
      // OCI never tells these: what the program gave is all there is to know.
      if (name in sides.outputs && restName(name, readable) === undefined && value !== null) outputs[name] = value;
    }
    return { id: this.#spec.id === undefined ? textOf(values["id"]) : id, outputs: orderLike(outputs, inputs) };
  }

  async update(cloud: Cloud, change: Change, timeout: number): Promise<void> {
    this.#refuseGaps("update", [...change.changed], cloud);
    const { spec, values } = { spec: this.#spec, values: this.#values(change.id, change.news) };
    await this.#turns.take(this.#turn(values), async () => {
      const path = fillPath(spec.item, values);
      if (change.changed.has(MOVED) && spec.move !== null) await this.#move(cloud, change, path, values, timeout);
      // The last run may have ended before this was ready.
      await this.#untilReady(cloud, values, timeout);
      const live = (await this.#get(cloud, values)) ?? {};
      await this.#put(cloud, change, live, values, timeout);
      for (const step of spec.steps ?? []) {
        if (!step.on.some((name) => change.changed.has(name))) continue;
        for (const call of step.calls(change, live, path)) {
          await settle(cloud, spec.work, await cloud.client.send({ ...call, ...this.#endpoint(values) }), timeout);
          await this.#untilReady(cloud, values, timeout);
        }
      }
    });
  }

  async remove(cloud: Cloud, id: string, inputs: Properties, timeout: number): Promise<void> {
    const values = this.#values(id, inputs);
    const remove = this.#spec.remove;
    await this.#turns.take(this.#turn(values), async () => {
      try {
        const answer = await cloud.client.send({
          operation: remove?.operation ?? `Delete${this.#spec.thing}`,
          method: remove?.method ?? "DELETE",
          path: fillPath(this.#spec.item, values) + (remove?.action ?? ""),
          ...(remove?.method === "POST" && { body: deletionTime(values) }),
          ...this.#endpoint(values),
        });
        await settle(cloud, this.#spec.work, answer, timeout);
      } catch (error) {
        // Deleted by someone else, or by an attempt whose answer was lost.
        if ((await this.#get(cloud, values)) !== undefined) throw error;
      }
      const what = `${this.#spec.thing} ${id} to be gone`;
      await waitUntil({ what, timeout, timing: cloud.timing }, async () => {
        const answer = await this.#get(cloud, values);
        return answer === undefined ? { done: true, value: undefined } : { done: false, state: stateOf(answer) };
      });
    });
  }

  async #move(cloud: Cloud, change: Change, path: string, values: Properties, timeout: number): Promise<void> {
    const answer = await cloud.client.send({
      operation: `Change${this.#spec.thing}Compartment`,
      method: "POST",
      path: path + (this.#spec.move ?? "/actions/changeCompartment"),
      body: { compartmentId: change.news[MOVED] ?? null },
      once: true,
      ...this.#endpoint(values),
    });
    await settle(cloud, this.#spec.work, answer, timeout);
    await this.#untilReady(cloud, values, timeout);
  }

  async #put(cloud: Cloud, change: Change, live: Properties, values: Properties, timeout: number): Promise<void> {
    const update = this.#spec.update;
    const steps = (this.#spec.steps ?? []).flatMap((step) => (step.alsoInBody === true ? [] : step.on));
    const names = Object.keys(change.news).filter((name) => update?.whole === true || change.changed.has(name));
    const sent: Properties = {};
    for (const name of names) if (!steps.includes(name)) sent[name] = change.news[name] ?? null;
    const model = this.#model(cloud, "update");
    const body = { ...toRest(sent, model, cloud.facts.models), ...this.#cleared(change, model) };
    if (Object.keys(body).length === 0) return;
    const answer = await cloud.client.send({
      operation: `Update${this.#spec.thing}`,
      method: update?.method ?? "PUT",
      path: fillPath(this.#spec.item, values),
      body: this.#spec.body?.(body, change.news, live) ?? body,
      ...this.#endpoint(values),
    });
    await settle(cloud, this.#spec.work, answer, timeout);
    await this.#untilReady(cloud, values, timeout);
  }

  /** A list that the program no longer gives is emptied. */
  #cleared(change: Change, model: Shape): Properties {
    const cleared: Properties = {};
    for (const name of change.changed) {
      const key = restName(name, Object.keys(model));
      if (key !== undefined && Array.isArray(change.olds[name]) && (change.news[name] ?? null) === null)
        cleared[key] = [];
    }
    return cleared;
  }

  /** Nothing that the program asks for is dropped in silence. */
  #refuseGaps(side: "create" | "update", names: readonly string[], cloud: Cloud): void {
    const missing = this.gaps(cloud.facts)[side].filter((name) => names.includes(name));
    if (missing.length === 0) return;
    const listed = missing.map((name) => `\`${name}\``).join(", ");
    throw new Error(
      `the rehearsal's stand-in can't ${side} a ${this.#spec.thing} with ${listed}: leave it out, or use a real tenancy`,
    );
  }

  /** Today's item, or undefined where it is gone. */
  async #get(cloud: Cloud, values: Properties): Promise<Properties | undefined> {
    try {
      const { within, item, thing } = this.#spec;
      const { operation, path } = within ?? { operation: `Get${thing}`, path: item };
      const call = { operation, method: "GET", path: fillPath(path, values), ...this.#endpoint(values) } as const;
      const whole = await cloud.client.object(call);
      const answer = within === undefined ? whole : within.find(whole, values);
      if (answer === undefined) return undefined;
      return (this.#spec.gone ?? GONE).includes(stateOf(answer)) ? undefined : answer;
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  async #untilReady(cloud: Cloud, values: Properties, timeout: number): Promise<void> {
    const ready = this.#spec.ready;
    if (ready === undefined) return;
    const what = `${this.#spec.thing} ${textOf(values["id"])} to be ${ready.join(" or ")}`;
    await waitUntil({ what, timeout, timing: cloud.timing }, async () => {
      const answer = await this.#get(cloud, values);
      const state = answer === undefined ? "gone" : stateOf(answer);
      const settled = answer !== undefined && (this.#spec.settled?.(answer) ?? true);
      if (ready.includes(state) && settled) return { done: true, value: undefined };
      const details = answer?.["lifecycleDetails"];
      const why = typeof details === "string" && details !== "" ? `: ${details}` : "";
      if (answer === undefined || FAILED.includes(state))
        throw new WaitError(`waited for ${what}, and it is ${state}${why}`);
      return { done: false, state };
    });
  }

  #idOf(answer: Answer, inputs: Properties): string | undefined {
    if (this.#spec.id !== undefined) return fillId(this.#spec.id, inputs);
    const id =
      typeof answer.body === "object" && answer.body !== null && "id" in answer.body ? answer.body["id"] : null;
    return typeof id === "string" ? id : undefined;
  }

  /** What paths are filled with: the inputs, and the id or its parts. */
  #values(id: string, inputs: Properties): Properties {
    const template = this.#spec.id ?? this.#spec.importId;
    const parts = template === undefined ? undefined : parseId(template, id);
    return { ...inputs, id, ...parts };
  }

  #turn(values: Properties): string | undefined {
    const value = this.#spec.turn === undefined ? undefined : values[this.#spec.turn];
    return typeof value === "string" ? value : undefined;
  }

  #endpoint(values: Properties): { endpoint?: string } {
    const value = this.#spec.endpoint === undefined ? undefined : values[this.#spec.endpoint];
    return typeof value === "string" ? { endpoint: value } : {};
  }

  #model(cloud: Cloud, side: "create" | "update" | "read"): Shape {
    const shape = cloud.facts.models[this.#names[side]];
    if (shape === undefined) throw new Error(`no facts about ${this.#names[side]}`);
    return shape;
  }
}

/** Resources that share a load balancer share its turns. */
const sharedTurns = new Turns();
const turnsOf = (spec: RestSpec): Turns => (spec.turn === undefined ? new Turns() : sharedTurns);

/** Without a time, OCI takes its own: 30 days from now. */
function deletionTime(values: Properties): Properties {
  const time = values["timeOfDeletion"];
  return typeof time === "string" && time !== "" ? { timeOfDeletion: time } : {};
}

function stateOf(answer: Properties): string {
  const state: Value = answer["lifecycleState"] ?? "";
  return typeof state === "string" ? state : "";
}
