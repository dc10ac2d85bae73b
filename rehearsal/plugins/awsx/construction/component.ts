/**
 * One component under construction: itself, its children, the functions it calls. Nothing is shared between two of
 * them, so the engine may ask for several at once.
 *
 * The children are registered over the monitor's own protocol, not through @pulumi/pulumi's runtime: that keeps its
 * monitor, its stack and its pending calls in a store of the process, loads half a second longer, and formats a stack
 * for every promise. The SDK's classes of @pulumi/aws do two more things that this doesn't: they know the types'
 * former names as aliases (a rehearsal has no old states), and they fill in defaults (parts/security-group.ts says which).
 */
import type { ConstructRequest, Constructed } from "../../protocol/construct.ts";
import type { Registered } from "../../protocol/monitor.ts";
import {
  isObject,
  isSecret,
  makeReference,
  makeSecret,
  UNKNOWN,
  type Properties,
  type Value,
} from "../../protocol/values.ts";
import { join, later, outputOf, settle, type Input, type Inputs, type Output } from "./output.ts";

export interface Resource {
  readonly urn: Promise<string>;
  readonly id: Output;
  /** The resource itself, as an output of the component's. */
  readonly reference: Output;
  /** One of its outputs, by the name that the SDK gives it. */
  output(name: string): Output;
}

export interface ChildOptions {
  /** Default: the component. */
  readonly parent?: Resource;
  readonly dependsOn?: readonly Resource[];
}

export interface ComponentOptions {
  /** Of @pulumi/aws, which children and functions are asked of. */
  readonly awsVersion: string;
  /** Shows a warning beside a resource. */
  readonly warn: (urn: string, line: string) => Promise<void>;
}

export class Component {
  readonly self: Resource;
  readonly name: string;
  readonly stack: string;
  readonly inputs: Properties;
  readonly #request: ConstructRequest;
  readonly #options: ComponentOptions;
  readonly #pending: Promise<unknown>[] = [];
  readonly #components: Resource[] = [];

  constructor(request: ConstructRequest, options: ComponentOptions) {
    this.name = request.name;
    this.stack = request.stack;
    this.inputs = request.inputs;
    this.#request = request;
    this.#options = options;
    const { type, name, parent, dependencies, providers, aliases } = request;
    // The component shows no inputs of its own: what a change does is seen at its children.
    const registration = { type, name, parent, custom: false, inputs: {}, propertyDependencies: {} };
    this.self = this.#watch(
      request.monitor.register({
        ...registration,
        ...this.#inherited(),
        dependencies,
        provider: "",
        version: "",
        providers,
        aliases,
      }),
    );
    this.#components.push(this.self);
  }

  /** One of the component's inputs, with the resources that it comes from; null where it isn't given. */
  input(name: string): Output {
    return this.piece(name, this.inputs[name] ?? null);
  }

  /** A value from inside an input, with the resources that the input comes from. */
  piece(name: string, value: Input): Output {
    return outputOf(value, this.#request.inputDependencies[name]);
  }

  /** Tags from inside an input, one by one: more can be put beside them. None while the whole map is unknown. */
  tags(name: string, value: Value | undefined): Inputs {
    const map = value !== undefined && isSecret(value) ? value.value : value;
    if (!isObject(map)) return {};
    const mark = (tag: Value): Value => (map === value ? tag : makeSecret(tag));
    return Object.fromEntries(Object.entries(map).map(([key, tag]) => [key, this.piece(name, mark(tag))]));
  }

  /** All inputs of these names, as a child takes them. */
  pick(names: readonly string[]): Inputs {
    return Object.fromEntries(names.map((name) => [name, this.input(name)]));
  }

  /** A resource of the aws provider's. */
  child(type: string, name: string, inputs: Inputs, options: ChildOptions = {}): Resource {
    return this.#watch(this.#registerChild(type, name, inputs, options));
  }

  /** A component inside this one: a name that others stand under. */
  inner(type: string, name: string): Resource {
    const { monitor } = this.#request;
    const resource = this.#watch(
      this.self.urn.then((parent) =>
        monitor.register({
          type,
          name,
          parent,
          custom: false,
          inputs: {},
          dependencies: [],
          propertyDependencies: {},
          provider: "",
          version: "",
          providers: this.#request.providers,
          aliases: [],
          ...this.#inherited(),
        }),
      ),
    );
    this.#components.push(resource);
    return resource;
  }

  /** Calls a function; while an argument is unknown, the result is unknown too. */
  invoke(token: string, args: Inputs): Output {
    return join(args, (given) => {
      return later(this.call(token, given).then((value) => ({ value, from: new Set() })));
    });
  }

  /** Calls a function with what is known now. */
  call(token: string, args: Properties): Promise<Properties> {
    return this.#request.monitor.invoke({ token, args, ...this.#aws() });
  }

  /** What the state says of a resource that the component is given. */
  look(reference: { readonly urn: string }): Output {
    const token = "pulumi:pulumi:getResource";
    const found = this.#request.monitor.invoke({ token, args: { urn: reference.urn }, provider: "", version: "" });
    return later(found.then((result) => ({ value: result["state"] ?? {}, from: new Set([reference.urn]) })));
  }

  async warn(line: string): Promise<void> {
    await this.#options.warn(await this.self.urn, line);
  }

  /** Waits until nothing is under way any more, whatever became of it. */
  async rest(): Promise<void> {
    await Promise.allSettled(this.#pending);
  }

  /** Waits for everything. @throws Error, the first that went wrong, after all others have come to their end */
  async finish(outputs: Inputs): Promise<Constructed> {
    const entries = Object.entries(outputs).map(async ([name, input]) => [name, await settle(input)] as const);
    const results = await Promise.allSettled([...this.#pending, ...entries]);
    const failed = results.find((result) => result.status === "rejected");
    if (failed !== undefined) throw failed.reason;
    const settled = (await Promise.all(entries)).filter(([, { value }]) => value !== null);
    for (const component of this.#components) await this.#request.monitor.registerOutputs(await component.urn, {});
    return {
      urn: await this.self.urn,
      outputs: Object.fromEntries(settled.map(([name, { value }]) => [name, value])),
      dependencies: Object.fromEntries(settled.map(([name, { from }]) => [name, [...from]])),
    };
  }

  async #registerChild(type: string, name: string, inputs: Inputs, options: ChildOptions): Promise<Registered> {
    const { parent = this.self, dependsOn = [] } = options;
    const entries = Object.entries(inputs).map(async ([key, input]) => [key, await settle(input)] as const);
    const given = (await Promise.all(entries)).filter(([, { value }]) => value !== null);
    const before = await Promise.all(dependsOn.map((resource) => resource.urn));
    return this.#request.monitor.register({
      type,
      name,
      parent: await parent.urn,
      custom: true,
      inputs: Object.fromEntries(given.map(([key, { value }]) => [key, value])),
      dependencies: [...new Set([...before, ...given.flatMap(([, { from }]) => [...from])])],
      propertyDependencies: Object.fromEntries(given.map(([key, { from }]) => [key, [...from]])),
      providers: {},
      aliases: [],
      ...this.#aws(),
      ...this.#inherited(),
    });
  }

  #watch(registered: Promise<Registered>): Resource {
    this.#pending.push(registered);
    registered.catch(() => {});
    const urn = registered.then((resource) => resource.urn);
    urn.catch(() => {});
    const unknownNow = this.#request.preview ? UNKNOWN.string : null;
    const from = (make: (resource: Registered) => Value): Output =>
      later(registered.then((resource) => ({ value: make(resource), from: new Set([resource.urn]) })));
    const idOf = (resource: Registered): Value => (resource.id === "" ? UNKNOWN.string : resource.id);
    return {
      urn,
      id: from(idOf),
      reference: from((resource) => makeReference(resource.urn, idOf(resource))),
      // A preview may not know yet which outputs there will be.
      output: (name) => from((resource) => resource.outputs[name] ?? unknownNow),
    };
  }

  #aws(): { provider: string; version: string } {
    return { provider: this.#request.providers["aws"] ?? "", version: this.#options.awsVersion };
  }

  #inherited(): { protect: boolean; retainOnDelete: boolean } {
    return { protect: this.#request.protect, retainOnDelete: this.#request.retainOnDelete };
  }
}
