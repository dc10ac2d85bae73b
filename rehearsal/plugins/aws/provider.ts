/**
 * The stand-in for the aws provider: checks and compares by the SDK's declarations and by what the rehearsal knows of
 * each kind, and has the embedded AWS do the rest.
 */
import { ACCOUNT } from "../../aws/arn.ts";
import type { Kind, NameRule } from "../../aws/kind.ts";
import { KINDS } from "../../aws/services/index.ts";
import { checkInputs } from "../declared/check.ts";
import { InitFailedError } from "../protocol/provider.ts";
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
import { reveal, sameValue, type Properties } from "../protocol/values.ts";
import { checkResource } from "./check.ts";
import { diffInputs } from "./diff.ts";
import { Door, endpointFrom, RefusedError } from "./door.ts";
import type { Knowledge } from "./knowledge.ts";
import { nameRule } from "./names.ts";
import { expected, expectedAfter, toState } from "./outputs.ts";
import { importedInputs, presentInputs } from "./present.ts";
import { readSettings, type Settings } from "./settings.ts";
import { waitUntilSettled } from "./wait.ts";
import { EmbeddedWorld, type Changed, type Reference } from "./world.ts";

export interface AwsProviderOptions {
  readonly version: string;
  readonly knowledge: Knowledge;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Default: all that the rehearsal knows. */
  readonly kinds?: ReadonlyMap<string, Kind>;
}

const NOTHING: CheckContext = { urn: "", olds: {}, randomSeed: "" };
/** Answered by the provider itself. */
const DEFAULT_TAGS = "aws:index/getDefaultTags:getDefaultTags";

export class AwsProvider implements Provider {
  readonly name = "aws";
  readonly version: string;
  readonly #options: AwsProviderOptions;
  readonly #stop = new AbortController();
  #given: Readonly<Record<string, string>> = {};
  #settings: Settings | undefined;
  #world: EmbeddedWorld | undefined;

  constructor(options: AwsProviderOptions) {
    this.version = options.version;
    this.#options = options;
  }

  async configure(settings: Readonly<Record<string, string>>): Promise<void> {
    this.#given = settings;
    this.#settings = readSettings(settings, this.#options.env, ACCOUNT);
  }

  /** Ends every wait: what is being made stays, and is told to the engine as unfinished. */
  cancel(): void {
    this.#stop.abort();
  }

  async check(type: string, inputs: Properties, about: CheckContext = NOTHING): Promise<Checked> {
    return checkResource({ ...(await this.#subject(type)), settings: this.#need() }, inputs, about);
  }

  async diff(type: string, oldInputs: Properties, newInputs: Properties): Promise<Difference> {
    return diffInputs(await this.#subject(type), oldInputs, newInputs);
  }

  async create({ type, urn = "", inputs, preview, timeout }: CreateRequest): Promise<Created> {
    const subject = await this.#subject(type);
    if (preview) return { id: "", outputs: expected(subject, inputs) };
    const wish = { type, region: this.#regionOf(inputs), urn, inputs, declared: subject.declared.outputs };
    const what = `creating ${called(type)}${nameIn(inputs, subject.name)}`;
    const made = await named(what, () => this.#embedded().create(wish));
    const outputs = await this.#settled({ ...wish, id: made.id }, made, timeout);
    return { id: made.id, outputs };
  }

  async read({ type, id, inputs, outputs = {} }: ReadRequest): Promise<ReadResult | undefined> {
    const subject = await this.#subject(type);
    const region = this.#regionOf(Object.keys(inputs).length > 0 ? inputs : outputs);
    const reference = { type, region, id };
    const seen = await named(`reading ${called(type)} (${id})`, () => this.#embedded().read(reference));
    if (seen === undefined) return undefined;
    const isImported = Object.keys(inputs).length === 0;
    const today = isImported ? importedInputs(seen, subject.declared) : presentInputs(inputs, seen);
    return { id: seen.id, inputs: today, outputs: toState(subject, seen.outputs, today) };
  }

  async update(request: UpdateRequest): Promise<Properties> {
    const { type, urn = "", id, inputs, preview, timeout } = request;
    const subject = await this.#subject(type);
    if (preview) return expectedAfter(subject, request);
    const wish = { type, region: this.#regionOf(inputs), urn, inputs, declared: subject.declared.outputs, id };
    const olds = sentBefore(request);
    const changed = await named(`updating ${called(type)} (${id})`, () => this.#embedded().update({ ...wish, olds }));
    try {
      return await this.#settled(wish, changed, timeout);
    } catch (error) {
      if (!(error instanceof InitFailedError)) throw error;
      // As from Terraform: the state holds what was asked for, whatever has become of it, until a refresh looks.
      throw new InitFailedError(id, error.message, inputs, expectedAfter(subject, request));
    }
  }

  async remove({ type, id, inputs, outputs }: RemoveRequest): Promise<void> {
    const region = this.#regionOf({ ...outputs, ...inputs });
    await named(`deleting ${called(type)} (${id})`, () => this.#embedded().remove({ type, region, id }));
  }

  async invoke(token: string, args: Properties): Promise<{ outputs?: Properties; failures: Failure[] }> {
    const declared = await this.#options.knowledge.function(token);
    const failures = checkInputs(args, declared.inputs, declared.inputTypes);
    if (failures.length > 0) return { failures };
    if (token === DEFAULT_TAGS) return { outputs: { id: "-", tags: { ...this.#need().defaultTags } }, failures };
    const answer = await named(`invoking ${token}`, () => this.#embedded().invoke(token, this.#regionOf(args), args));
    if (answer === undefined) throw unknownFunction(token);
    return { outputs: answer, failures };
  }

  /** Waits as the provider does. @throws InitFailedError where what was made isn't what it should be */
  async #settled(
    wish: Reference & { readonly inputs: Properties },
    made: Changed,
    timeout: number | undefined,
  ): Promise<Properties> {
    const subject = await this.#subject(wish.type);
    const world = this.#embedded();
    try {
      const waited = await waitUntilSettled(
        {
          what: `${called(wish.type)} (${wish.id})`,
          timeout,
          look: () => world.look(wish),
          sleep: (milliseconds) => this.#sleep(milliseconds),
        },
        made.look,
      );
      const seen = waited ? await world.read(wish) : made;
      return toState(subject, (seen ?? made).outputs, wish.inputs);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const seen = await world.read(wish);
      // What is gone again is no resource that the state should remember.
      if (seen === undefined) throw error;
      throw new InitFailedError(wish.id, reason, wish.inputs, toState(subject, seen.outputs, wish.inputs));
    }
  }

  async #subject(type: string) {
    const kind = (this.#options.kinds ?? KINDS).get(type);
    const declared = await this.#options.knowledge.resource(type);
    return { kind, declared, name: nameRule(kind, declared) };
  }

  #need(): Settings {
    this.#settings ??= readSettings(this.#given, this.#options.env, ACCOUNT);
    return this.#settings;
  }

  /** A resource's own region goes before the provider's. */
  #regionOf(properties: Properties): string {
    const own = reveal(properties["region"] ?? null);
    return typeof own === "string" && own !== "" ? own : this.#need().region;
  }

  /** Throws where the environment doesn't say where to go: Check, Diff and a preview of creates never ask. */
  #embedded(): EmbeddedWorld {
    this.#world ??= new EmbeddedWorld(new Door({ endpoint: endpointFrom(this.#options.env) }));
    return this.#world;
  }

  #sleep(milliseconds: number): Promise<void> {
    const { signal } = this.#stop;
    return new Promise((resolve, reject) => {
      const stopped = (): void => reject(new Error("stopped waiting, because the engine is being stopped"));
      if (signal.aborted) return stopped();
      const timer = setTimeout(() => {
        signal.removeEventListener("abort", stopped);
        resolve();
      }, milliseconds);
      signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
      signal.addEventListener("abort", stopped, { once: true });
    });
  }
}

/**
 * What an update's inputs are compared with; what differs is sent. The engine keeps the old inputs of an update that failed,
 * and what was asked for among the outputs.
 */
function sentBefore({ inputs, oldInputs, oldOutputs }: UpdateRequest): Properties {
  const asked = Object.entries(inputs).filter(([name, value]) => sameValue(value, oldOutputs[name]));
  return { ...oldInputs, ...Object.fromEntries(asked) };
}

/** As a program writes it: `aws.sqs.Queue`. */
function called(type: string): string {
  const [, module = "", name = type] = /^aws:(\w+)\/\w+:(\w+)$/.exec(type) ?? [];
  return `aws.${module}.${name}`;
}

/** The name that it is being made under, in brackets, as the official provider tells it; empty where it has none. */
function nameIn(inputs: Properties, rule: NameRule | undefined): string {
  const name = rule === undefined ? undefined : reveal(inputs[rule.property] ?? null);
  return typeof name === "string" && name !== "" ? ` (${name})` : "";
}

/** Puts what was being done before what AWS said about it. */
async function named<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RefusedError) throw new Error(`${what}: api error ${error.code}: ${error.message}`);
    throw new Error(`${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function unknownFunction(token: string): Error {
  const [, module = ""] = /^aws:(\w+)\//.exec(token) ?? [];
  return new Error(
    `the rehearsal doesn't know what the function \`${token}\` answers: add it in rehearsal/aws/services/${module}, ` +
      "with its line in that folder's index.ts, or try this program with the real provider",
  );
}
