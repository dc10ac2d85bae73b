/**
 * The stand-in for the provider of a hosted service: checks and compares by the SDK's declarations and by what the
 * rehearsal knows of each kind, and has the embedded service do the rest. Everything is ready as soon as it is made.
 */
import type { HostedKind } from "../../hosted/kind.ts";
import { Door, endpointFrom, RefusedError } from "../aws/door.ts";
import { nameRule } from "../aws/names.ts";
import { expected, expectedAfter, toState } from "../aws/outputs.ts";
import { importedInputs } from "../aws/present.ts";
import { EmbeddedWorld, type Seen } from "../aws/world.ts";
import { checkInputs } from "../declared/check.ts";
import type { SdkKnowledge } from "../declared/knowledge.ts";
import { unknownToken } from "../declared/unknown-token.ts";
import type {
  CheckContext,
  Checked,
  CreateRequest,
  Created,
  Difference,
  Failure,
  Provider,
  ReadRequest,
  ReadResult,
  RemoveRequest,
  UpdateRequest,
} from "../protocol/provider.ts";
import type { Properties } from "../protocol/values.ts";
import { checkResource } from "./check.ts";
import { diffInputs } from "./diff.ts";
import { sealAll, unsealed } from "./seal.ts";
import type { Subject } from "./subject.ts";

export interface HostedOptions {
  /** Of the provider: `github`. */
  readonly name: string;
  readonly version: string;
  /** What stands behind it, in words: `the embedded GitHub`. */
  readonly world: string;
  readonly kinds: ReadonlyMap<string, HostedKind>;
  /** Tokens of the functions that the rehearsal knows. */
  readonly functions: readonly string[];
  readonly knowledge: SdkKnowledge;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether the provider itself names what the program leaves without a name. */
  readonly names: boolean;
  /** Where resources are kept: GitHub's by their owner. @throws Error where the settings don't do */
  readonly place: (settings: Readonly<Record<string, string>>) => string;
}

/** The address of the door; the rehearsal sets it. */
export const ENDPOINT = "TIDEGATE_HOSTED_ENDPOINT";

const NOTHING: CheckContext = { urn: "", olds: {}, randomSeed: "" };

export class HostedProvider implements Provider {
  readonly name: string;
  readonly version: string;
  readonly #options: HostedOptions;
  #settings: Readonly<Record<string, string>> = {};
  #world: EmbeddedWorld | undefined;

  constructor(options: HostedOptions) {
    this.name = options.name;
    this.version = options.version;
    this.#options = options;
  }

  async configure(settings: Readonly<Record<string, string>>): Promise<void> {
    this.#settings = settings;
    this.#options.place(settings);
  }

  async check(type: string, inputs: Properties, about: CheckContext = NOTHING): Promise<Checked> {
    return checkResource(await this.#subject(type), inputs, about);
  }

  async diff(type: string, oldInputs: Properties, newInputs: Properties): Promise<Difference> {
    return diffInputs(await this.#subject(type), oldInputs, newInputs);
  }

  async create({ type, urn = "", inputs, preview }: CreateRequest): Promise<Created> {
    const subject = await this.#subject(type);
    if (preview) return { id: "", outputs: expected(subject, inputs) };
    const wish = { type, region: this.#place, urn, inputs: sealAll(inputs), declared: subject.declared.outputs };
    const made = await named(`creating ${called(type)}`, () => this.#embedded().create(wish));
    return { id: made.id, outputs: this.#state(subject, made, inputs) };
  }

  async read({ type, id, inputs }: ReadRequest): Promise<ReadResult | undefined> {
    const subject = await this.#subject(type);
    const seen = await named(`reading ${called(type)} (${id})`, () =>
      this.#embedded().read({ type, region: this.#place, id }),
    );
    if (seen === undefined) return undefined;
    const today =
      Object.keys(inputs).length === 0 ? importedInputs(seen, subject.declared) : presentInputs(inputs, seen);
    return { id: seen.id, inputs: today, outputs: this.#state(subject, seen, today) };
  }

  async update(request: UpdateRequest): Promise<Properties> {
    const { type, urn = "", id, inputs, oldInputs, preview } = request;
    const subject = await this.#subject(type);
    if (preview) return expectedAfter(subject, request);
    const wish = { type, region: this.#place, urn, inputs: sealAll(inputs), declared: subject.declared.outputs, id };
    const changed = await named(`updating ${called(type)} (${id})`, () =>
      this.#embedded().update({ ...wish, olds: sealAll(oldInputs) }),
    );
    return this.#state(subject, changed, inputs);
  }

  async remove({ type, id }: RemoveRequest): Promise<void> {
    await named(`deleting ${called(type)} (${id})`, () => this.#embedded().remove({ type, region: this.#place, id }));
  }

  async invoke(token: string, args: Properties): Promise<{ outputs?: Properties; failures: Failure[] }> {
    const declared = await this.#options.knowledge.function(token);
    const failures = checkInputs(args, declared.inputs, declared.inputTypes);
    if (failures.length > 0) return { failures };
    const answer = await named(`invoking ${token}`, () => this.#embedded().invoke(token, this.#place, args));
    if (answer === undefined) throw unknownToken(this.name, "function", token, this.#options.functions);
    return { outputs: answer, failures };
  }

  /** What goes into the state: what the world shows, the program's own secrets in place of their seals. */
  #state(subject: Subject, { outputs }: Seen, inputs: Properties): Properties {
    return toState(subject, unsealed(outputs, inputs), inputs);
  }

  async #subject(type: string): Promise<Subject> {
    const kind = this.#options.kinds.get(type);
    const declared = await this.#options.knowledge.resource(type);
    return { kind, declared, name: this.#options.names ? nameRule(kind, declared) : undefined };
  }

  get #place(): string {
    return this.#options.place(this.#settings);
  }

  /** Throws where the environment doesn't say where to go: Check, Diff and a preview of creates never ask. */
  #embedded(): EmbeddedWorld {
    const { env, name: provider, world } = this.#options;
    this.#world ??= new EmbeddedWorld(
      new Door({ endpoint: endpointFrom(env, { variable: ENDPOINT, provider, world }), world }),
    );
    return this.#world;
  }
}

/** The inputs of the program with today's values; what the world doesn't keep stays as it was given. */
function presentInputs(inputs: Properties, seen: Seen): Properties {
  const known = Object.keys(inputs).flatMap((name) => {
    const actual = seen.inputs[name];
    return actual === undefined ? [] : [[name, actual] as const];
  });
  return { ...inputs, ...unsealed(Object.fromEntries(known), inputs) };
}

/** As a program writes it: `github.RepositoryEnvironment`. */
const called = (type: string): string => `${type.split(":")[0]}.${type.split(":").at(-1)}`;

/** Puts what was being done before what the service said about it. */
async function named<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const cause = error instanceof RefusedError ? undefined : error;
    throw new Error(`${what}: ${error instanceof Error ? error.message : String(error)}`, { cause });
  }
}
