/** The stand-in for the oci provider: checks and compares by declarations, and does the rest over OCI's REST API. */
import type {
  CreateRequest,
  Created,
  Failure,
  PropertyChange,
  Provider,
  ReadRequest,
  ReadResult,
  RemoveRequest,
  UpdateRequest,
} from "../protocol/provider.ts";
import { InitFailedError } from "../protocol/provider.ts";
import { markAll, revealAll, type Properties } from "../protocol/values.ts";
import { checkInputs } from "../declared/check.ts";
import { expectOutputs } from "../declared/expect.ts";
import type { Sides } from "../declared/types.ts";
import { unknownToken } from "../declared/unknown-token.ts";
import { connect, type Connection } from "./connection.ts";
import { diffInputs } from "./diff.ts";
import type { Facts } from "./facts/types.ts";
import { callFunction } from "./functions/spec.ts";
import { FUNCTIONS } from "./functions/index.ts";
import { IncompleteError, type Cloud, type Handler } from "./handler.ts";
import { importInputs, projectInputs } from "./project.ts";
import { RESOURCES } from "./resources/index.ts";
import { DEFAULT_TIMEOUT } from "./rest/wait.ts";

export interface OciProviderOptions {
  readonly version: string;
  readonly facts: Facts;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export class OciProvider implements Provider {
  readonly name = "oci";
  readonly version: string;
  readonly #facts: Facts;
  readonly #connection: Connection;

  constructor(options: OciProviderOptions) {
    this.version = options.version;
    this.#facts = options.facts;
    this.#connection = connect(options.facts, options.env);
  }

  async configure(settings: Readonly<Record<string, string>>): Promise<void> {
    this.#connection.configure(settings);
  }

  async check(type: string, inputs: Properties): Promise<Failure[]> {
    return checkInputs(inputs, this.#sides(type).inputs, this.#facts.inputTypes);
  }

  async diff(type: string, oldInputs: Properties, newInputs: Properties): Promise<PropertyChange[]> {
    return diffInputs({ token: type, ...this.#sides(type), ...this.#facts }, oldInputs, newInputs);
  }

  async create(request: CreateRequest): Promise<Created> {
    const { type, inputs } = request;
    if (request.preview) return { id: "", outputs: expectOutputs(this.#sides(type), inputs) };
    const { handler, cloud } = this.#handler(type);
    const plain = revealAll(inputs);
    try {
      const id = await handler.create(cloud, plain, request.timeout ?? DEFAULT_TIMEOUT);
      return { id, outputs: await this.#outputs(type, id, inputs) };
    } catch (error) {
      if (!(error instanceof IncompleteError)) throw error;
      const outputs = await this.#partial(type, error.id, inputs);
      // What is gone again is no resource that the state should remember.
      if (outputs === undefined) throw error;
      throw new InitFailedError(error.id, error.message, inputs, outputs);
    }
  }

  async read({ type, id, inputs }: ReadRequest): Promise<ReadResult | undefined> {
    const { handler, cloud } = this.#handler(type);
    const known = revealAll(inputs);
    const found = await handler.read(cloud, id, known);
    if (found === undefined) return undefined;
    const sides = this.#sides(type);
    const imported = Object.keys(known).length === 0;
    const today = imported ? importInputs(found.outputs, sides) : projectInputs(known, found.outputs);
    return { id: found.id, inputs: markAll(today, inputs), outputs: markAll(found.outputs, inputs) };
  }

  async update(request: UpdateRequest): Promise<Properties> {
    const { type, id, inputs } = request;
    if (request.preview) return { ...request.oldOutputs, ...inputs };
    const { handler, cloud } = this.#handler(type);
    const olds = revealAll(request.oldInputs);
    const news = revealAll(inputs);
    const paths = await this.diff(type, olds, news);
    const changed = new Set(paths.map(({ path }) => path.split(/[.[]/)[0] ?? path));
    await handler.update(cloud, { id, olds, news, changed }, request.timeout ?? DEFAULT_TIMEOUT);
    return this.#outputs(type, id, inputs);
  }

  async remove({ type, id, inputs, outputs, timeout }: RemoveRequest): Promise<void> {
    const { handler, cloud } = this.#handler(type);
    await handler.remove(cloud, id, { ...revealAll(outputs), ...revealAll(inputs) }, timeout ?? DEFAULT_TIMEOUT);
  }

  async invoke(token: string, args: Properties): Promise<{ outputs?: Properties; failures: Failure[] }> {
    const spec = FUNCTIONS.get(token);
    const sides = this.#facts.functions[token];
    if (spec === undefined || sides === undefined) throw unknownToken("oci", "function", token, [...FUNCTIONS.keys()]);
    const failures = checkInputs(args, sides.inputs, this.#facts.inputTypes);
    if (failures.length > 0) return { failures };
    return { outputs: await callFunction(this.#cloud(), spec, revealAll(args)), failures };
  }

  /** What is there now, read back: nothing is taken over from the inputs that OCI could have changed. */
  async #outputs(type: string, id: string, inputs: Properties): Promise<Properties> {
    const { handler, cloud } = this.#handler(type);
    const found = await handler.read(cloud, id, revealAll(inputs));
    if (found === undefined)
      throw new Error(`${type} ${id} was there a moment ago and is gone: something else deleted it`);
    return markAll(found.outputs, inputs);
  }

  /** What can be read of something unfinished; its inputs at least, so that the next run finds and mends it. */
  async #partial(type: string, id: string, inputs: Properties): Promise<Properties | undefined> {
    const { handler, cloud } = this.#handler(type);
    try {
      const found = await handler.read(cloud, id, revealAll(inputs));
      return found === undefined ? undefined : markAll(found.outputs, inputs);
    } catch (error) {
      process.stderr.write(
        `could not read back ${type} ${id}: ${error instanceof Error ? error.message : String(error)}\n`,
      );
      return inputs;
    }
  }

  #sides(type: string): Sides {
    const sides = this.#facts.resources[type];
    if (sides === undefined) throw unknownToken("oci", "resource type", type, [...RESOURCES.keys()]);
    return sides;
  }

  #handler(type: string): { handler: Handler; cloud: Cloud } {
    const handler = RESOURCES.get(type);
    if (handler === undefined) throw unknownToken("oci", "resource type", type, [...RESOURCES.keys()]);
    return { handler, cloud: this.#cloud() };
  }

  #cloud(): Cloud {
    return this.#connection.cloud();
  }
}
