/** Resources as the engine describes them, as policies judge them. */
import type { Bag, Finding, JudgedResource } from "../policy.ts";
import type { Properties } from "../read.ts";
import { HiddenProperties } from "./hidden.ts";
import { kindOf, rememberProperties } from "./remember.ts";
import type { Remembered, Request } from "./remember.ts";

/** What the engine tells of a resource, in a request about it alone and in one about its whole stack. */
export interface Described {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly props: object;
  readonly opts: {
    readonly protect: boolean;
    readonly additionalSecretOutputs: string[];
    readonly parent?: string;
  };
  /** In a request about the whole stack. */
  readonly parent?: { readonly urn: string };
}

/** A resource's properties couldn't be read. */
export class Unreadable extends Error {
  /** The kind of error that kept them from being read. */
  readonly kind: string;

  constructor(kind: string) {
    super(`The resource's properties couldn't be read: ${kind}.`);
    this.name = "Unreadable";
    this.kind = kind;
  }
}

export class Judged {
  readonly #request: (props: object) => Request;
  readonly #hidden = new HiddenProperties();
  readonly #resources = new WeakMap<Remembered, JudgedResource>();
  readonly #wholes = new WeakMap<JudgedResource, JudgedResource>();
  readonly #inputs = new Map<string, Bag>();
  readonly #given = new Map<string, readonly string[]>();

  /** @param options.remediates whether any policy sets something right */
  constructor(options: { readonly remediates: boolean }) {
    this.#request = rememberProperties(options);
  }

  /**
   * The resource; the same object for each policy.
   * @throws Unreadable
   */
  resource(described: Described): JudgedResource {
    const remembered = this.#request(described.props).read();
    const known = this.#resources.get(remembered);
    if (known !== undefined) return known;
    if (remembered.properties === undefined) throw new Unreadable(remembered.error ?? "Error");
    const { type, name, urn, opts } = described;
    const { props, secrets } = this.#restored(urn, remembered.properties);
    const parent = described.parent?.urn ?? opts.parent;
    const resource: JudgedResource = {
      type,
      name,
      urn,
      props,
      secrets,
      protect: opts.protect,
      additionalSecretOutputs: opts.additionalSecretOutputs,
      ...(parent !== undefined && { parent }),
    };
    this.#resources.set(remembered, resource);
    return resource;
  }

  /** Keeps the names of what the program gives the resource. Reads nothing. */
  asked({ urn, props }: Pick<Described, "urn" | "props">): void {
    this.#given.set(urn, this.#request(props).keys());
  }

  /**
   * The resource as a part of its stack, with its inputs where something was found in them; the same object for each policy.
   * @throws Unreadable
   */
  whole(described: Described): JudgedResource {
    const resource = this.resource(described);
    const known = this.#wholes.get(resource);
    if (known !== undefined) return known;
    const [inputs, given] = [this.#inputs.get(described.urn), this.#given.get(described.urn)];
    const whole = { ...resource, ...(inputs !== undefined && { inputs }), ...(given !== undefined && { given }) };
    this.#wholes.set(resource, whole);
    return whole;
  }

  /** Keeps a resource's inputs where something was found in them. Those of all others would be as much again as the stack. */
  found({ urn, props }: JudgedResource, findings: readonly Finding[]): readonly Finding[] {
    if (findings.length > 0) this.#inputs.set(urn, props);
    return findings;
  }

  /**
   * Writes what a policy sets right into the properties that the engine gave, and hands those back: secrets among them stay
   * secret. Undefined where nothing is set right: the policy's judgement comes next, and tells.
   */
  remediated(
    described: Described,
    remediate: (resource: JudgedResource) => Bag | undefined,
  ): Record<string, unknown> | undefined {
    try {
      const remembered = this.#request(described.props).read();
      const resource = this.resource(described);
      // @pulumi/policy 1.21.0 can't write an archive made of assets back (serializeProperty in deserialize.js).
      const changes = remembered.properties?.hasAssetArchive === true ? undefined : remediate(resource);
      if (changes === undefined) return undefined;
      this.#resources.set(remembered, { ...resource, props: { ...resource.props, ...changes } });
      return Object.assign(described.props, changes);
    } catch {
      // The policy's judgement, which is asked next, fails in the same way, and that is told.
      return undefined;
    }
  }

  #restored(urn: string, shown: Properties): Properties {
    try {
      return this.#hidden.restored(urn, shown);
    } catch (error) {
      throw new Unreadable(kindOf(error));
    }
  }
}
