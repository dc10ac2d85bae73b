/**
 * The stand-in for the awsx provider, which only knows components: it registers each one's children with the engine,
 * and the aws provider makes them.
 * @see https://www.pulumi.com/registry/packages/awsx/
 */
import { checkInputs } from "../declared/check.ts";
import type { Sides } from "../declared/types.ts";
import { unknownToken } from "../declared/unknown-token.ts";
import type { ConstructRequest, Constructed } from "../protocol/construct.ts";
import { InputsError, type Failure, type Provider } from "../protocol/provider.ts";
import type { Properties } from "../protocol/values.ts";
import { COMPONENTS, REFUSED, type Build } from "./components.ts";
import { Component, type ComponentOptions } from "./construction/component.ts";
import type { AwsxFacts } from "./facts/facts.ts";

export interface AwsxProviderOptions extends ComponentOptions {
  readonly version: string;
  readonly facts: AwsxFacts;
}

export class AwsxProvider implements Provider {
  readonly name = "awsx";
  readonly version: string;
  readonly #options: AwsxProviderOptions;

  constructor(options: AwsxProviderOptions) {
    this.version = options.version;
    this.#options = options;
  }

  /** There is nothing to set: region and credentials are the aws provider's. */
  configure(): Promise<void> {
    return Promise.resolve();
  }

  async check(type: string, inputs: Properties): Promise<Failure[]> {
    return checkInputs(inputs, this.#sides(type).inputs, this.#options.facts.inputTypes);
  }

  async construct(request: ConstructRequest): Promise<Constructed> {
    const build = known(request.type);
    // The engine checks a resource's inputs before it is created, and a component's never.
    const failures = await this.check(request.type, request.inputs);
    if (failures.length > 0) throw new InputsError(`${request.type} refuses its arguments`, failures);
    const component = new Component(request, this.#options);
    try {
      return await component.finish(await build(component));
    } finally {
      await component.rest();
    }
  }

  diff(type: string): Promise<never> {
    return componentsOnly(type);
  }

  create({ type }: { type: string }): Promise<never> {
    return componentsOnly(type);
  }

  read({ type }: { type: string }): Promise<never> {
    return componentsOnly(type);
  }

  update({ type }: { type: string }): Promise<never> {
    return componentsOnly(type);
  }

  remove({ type }: { type: string }): Promise<never> {
    return componentsOnly(type);
  }

  /** A function of awsx would have to ask the aws provider, and is given no way to: the SDK calls it deprecated too. */
  async invoke(token: string): Promise<{ outputs?: Properties; failures: Failure[] }> {
    if (token !== "awsx:ec2:getDefaultVpc") throw unknownToken("awsx", "function", token, []);
    throw new Error("`awsx.ec2.getDefaultVpc` can't reach the aws provider: use `new awsx.ec2.DefaultVpc` instead");
  }

  #sides(type: string): Sides {
    const sides = this.#options.facts.components[type];
    if (sides === undefined) throw unknownToken("awsx", "resource type", type, [...COMPONENTS.keys()]);
    return sides;
  }
}

/** @throws Error for every type that isn't made */
function known(type: string): Build {
  const build = COMPONENTS.get(type);
  if (build !== undefined) return build;
  const reason = REFUSED.get(type);
  if (reason === undefined) throw unknownToken("awsx", "resource type", type, [...COMPONENTS.keys()]);
  throw new Error(`the rehearsal's stand-in for the awsx provider doesn't make \`${type}\`: ${reason}`);
}

function componentsOnly(type: string): Promise<never> {
  return Promise.reject(new Error(`${type} is asked for as a resource, and the awsx provider makes components only`));
}
