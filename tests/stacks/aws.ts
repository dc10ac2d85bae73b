/**
 * A system's stack on an embedded AWS of its own, as engine tests bring it up, change it and look at it:
 *
 *     const system = await openAwsStack("order-tracking", "dev");
 *     await system.bringUp(() => ({ repositoryUrl: ..., tag: "latest", listens: ... }));
 *     assert.deepEqual(await system.planned({ cpu: 1024 }), ["update Service web-api-service", ...]);
 *     await system.close();
 */
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { isRecord } from "../../rehearsal/oci/facts/conform.ts";
import type { EngineRun, Stack } from "../../rehearsal/session/stack.ts";
import { ask, pushImage, serviceReport } from "../../rehearsal/systems/aws-operator.ts";
import type { Answer, Pushed, ServiceReport } from "../../rehearsal/systems/aws-operator.ts";
import { kindOf } from "../support/built.ts";
import { openRehearsal, plannedSteps, quietly, worldCounts } from "../support/rehearsal.ts";
import type { Rehearsal } from "../support/rehearsal.ts";

export type Changes = Readonly<Record<string, unknown>>;

/** A resource in the stack's state. */
export interface Stated {
  /** Its type's token: `aws:sqs/queue:Queue`. */
  readonly type: string;
  /** Without the stack's own name before it: `web-api-service`. */
  readonly name: string;
  readonly id: string;
  readonly protect: boolean;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Opens a rehearsal, and makes the stack in it, with the configuration of its own files. Nothing is brought up yet. */
export async function openAwsStack(system: string, environment: "dev" | "prod"): Promise<AwsStack> {
  const rehearsal = await openRehearsal(`${system}-${environment}`);
  try {
    const stack = rehearsal.session.stack(system, environment);
    await stack.prepare();
    return new AwsStack({ rehearsal, system, stack, before: await worldCounts(rehearsal.session) });
  } catch (error) {
    await rehearsal.close();
    throw error;
  }
}

export class AwsStack {
  readonly rehearsal: Rehearsal;
  readonly stack: Stack;
  readonly #system: string;
  /** What the world held before. */
  readonly #before: Readonly<Record<string, number>>;

  constructor(parts: { rehearsal: Rehearsal; system: string; stack: Stack; before: Record<string, number> }) {
    this.rehearsal = parts.rehearsal;
    this.stack = parts.stack;
    this.#system = parts.system;
    this.#before = parts.before;
  }

  /** `order-tracking-dev`. */
  get name(): string {
    return `${this.#system}-${this.stack.options.stack}`;
  }

  /** Sets keys of the configuration, without the project's name; undefined takes one away. */
  async set(changes: Changes): Promise<void> {
    const named = Object.entries(changes).map(([key, value]): [string, unknown] => [`${this.#system}:${key}`, value]);
    await this.stack.configure(Object.fromEntries(named));
  }

  /** Does `work` under a changed configuration, and puts the configuration back. */
  async under<T>(changes: Changes, work: () => Promise<T>): Promise<T> {
    const before = await readFile(this.stack.configFile, "utf8");
    await this.set(changes);
    try {
      return await work();
    } finally {
      await writeFile(this.stack.configFile, before);
    }
  }

  /** An `up` that has to end well. @returns what the engine printed */
  async up(): Promise<string> {
    return succeeded(await quietly(this.stack, ["up", "--yes", "--skip-preview"]));
  }

  /** An `up` that has to fail. @returns what the engine printed */
  async upFails(): Promise<string> {
    return failed(await quietly(this.stack, ["up", "--yes", "--skip-preview"]));
  }

  /** A preview that has to fail. @returns what the engine printed */
  async previewFails(changes: Changes): Promise<string> {
    return this.under(changes, async () => failed(await quietly(this.stack, ["preview"])));
  }

  /**
   * The way onto a new account: an `up` that starts no task and asks for images, their push, an `up` that starts the tasks.
   * A digest goes into the configuration under `digestKey`, where the image is pinned.
   * @returns what the first `up` printed
   */
  async bringUp(images: (outputs: Record<string, unknown>) => readonly PushedFor[]): Promise<string> {
    const first = await this.up();
    for (const image of images(await this.outputs())) {
      const digest = await this.push(image);
      if (image.digestKey !== undefined) await this.set({ [image.digestKey]: digest });
    }
    await this.up();
    return first;
  }

  /** `docker push`. @returns the digest */
  push(image: Pushed): Promise<string> {
    return pushImage(this.rehearsal.session.clouds, image);
  }

  /**
   * What a preview plans under a changed configuration, sorted, each as operation, kind and name:
   * `update Service web-api-service`. The three steps of a replacement are one, and steps of the program's own (components,
   * the stack) are left out. The configuration is put back. Fails where the preview does.
   */
  planned(changes: Changes = {}): Promise<string[]> {
    return this.under(changes, async () => {
      const told = (await plannedSteps(this.stack)).flatMap(({ operation, type, name }) =>
        type.startsWith("aws:") ? [[wordOf(operation), kindOf(type), this.#short(name)].join(" ")] : [],
      );
      return [...new Set(told)].sort();
    });
  }

  /** Fails unless a preview plans nothing and a refresh finds no drift. */
  async isSettled(): Promise<void> {
    succeeded(await quietly(this.stack, ["preview", "--expect-no-changes", "--diff"]));
    succeeded(await quietly(this.stack, ["refresh", "--preview-only", "--expect-no-changes", "--diff"]));
  }

  outputs(): Promise<Record<string, unknown>> {
    return this.stack.outputs();
  }

  /** Every resource of the provider's in the state; components and providers are left out. */
  async resources(): Promise<Stated[]> {
    const state: unknown = JSON.parse(await this.stack.exported());
    const deployment = isRecord(state) && isRecord(state["deployment"]) ? state["deployment"] : {};
    const all: readonly unknown[] = Array.isArray(deployment["resources"]) ? deployment["resources"] : [];
    return all.flatMap((one) => (isRecord(one) && one["custom"] === true ? this.#stated(one) : []));
  }

  /**
   * The resource of this name in the state. Things of two kinds may have one name; `kind` says which: `SecurityGroup`.
   * @throws AssertionError where there is none, or more than one
   */
  async resource(name: string, kind?: string): Promise<Stated> {
    const all = await this.resources();
    const found = all.filter((one) => one.name === name && (kind === undefined || kindOf(one.type) === kind));
    const [only] = found;
    const known = (found.length > 0 ? found : all).map((one) => `${kindOf(one.type)} ${one.name}`).join(", ");
    assert.ok(only !== undefined && found.length === 1, `The state has ${found.length} of ${name}: ${known}.`);
    return only;
  }

  /** The ECS service of this name, as the world has it. */
  service(name: string): Promise<ServiceReport> {
    return serviceReport(this.rehearsal.session.clouds, name);
  }

  /** What somebody on the internet gets. */
  ask(url: string): Promise<Answer> {
    return ask(this.rehearsal.session.clouds, url);
  }

  /** A `destroy` that has to end well. */
  async destroy(): Promise<string> {
    return succeeded(await quietly(this.stack, ["destroy", "--yes", "--skip-preview"]));
  }

  /** A `destroy` that has to fail. @returns what the engine printed */
  async destroyFails(): Promise<string> {
    return failed(await quietly(this.stack, ["destroy", "--yes", "--skip-preview"]));
  }

  /** What the world holds more than before the stack: how many of each type. */
  async left(): Promise<Record<string, number>> {
    const now = await worldCounts(this.rehearsal.session);
    const more = Object.entries(now).map(([type, count]): [string, number] => [
      type,
      count - (this.#before[type] ?? 0),
    ]);
    return Object.fromEntries(more.filter(([, count]) => count > 0));
  }

  close(): Promise<void> {
    return this.rehearsal.close();
  }

  #short(name: string): string {
    return name.replace(`${this.name}-`, "");
  }

  #stated(one: Record<string, unknown>): Stated[] {
    const { type, urn, id, protect, inputs, outputs } = one;
    if (typeof type !== "string" || type.startsWith("pulumi:")) return [];
    const name = this.#short(String(urn).split("::").at(-1) ?? "");
    const given = { inputs: isRecord(inputs) ? inputs : {}, outputs: isRecord(outputs) ? outputs : {} };
    return [{ type, name, id: String(id), protect: protect === true, ...given }];
  }
}

/** An image, and the configuration key that takes its digest. */
export interface PushedFor extends Pushed {
  readonly digestKey?: string;
}

function wordOf(operation: string): string {
  return REPLACING.has(operation) ? "replace" : operation;
}

const REPLACING = new Set(["replace", "create-replacement", "delete-replaced"]);

function succeeded({ code, output }: EngineRun): string {
  assert.equal(code, 0, output);
  return output;
}

function failed({ code, output }: EngineRun): string {
  assert.notEqual(code, 0, `This should have failed:\n${output}`);
  return output;
}
