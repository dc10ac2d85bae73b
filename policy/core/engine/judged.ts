/** Resources as the engine describes them, as policies judge them. */
import type { Bag, Finding, JudgedResource } from "../policy.ts";
import { rememberProperties } from "./remember.ts";
import type { Remembered } from "./remember.ts";

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
  readonly #remembered: (props: object) => Remembered;
  readonly #resources = new WeakMap<Remembered, JudgedResource>();
  readonly #inputs = new Map<string, Bag>();

  /** @param options.remediates whether any policy sets something right */
  constructor(options: { readonly remediates: boolean }) {
    this.#remembered = rememberProperties(options);
  }

  /**
   * The resource; the same object for each policy.
   * @throws Unreadable
   */
  resource(described: Described): JudgedResource {
    const remembered = this.#remembered(described.props);
    const known = this.#resources.get(remembered);
    if (known !== undefined) return known;
    if (remembered.properties === undefined) throw new Unreadable(remembered.error ?? "Error");
    const { type, name, urn, opts } = described;
    const parent = described.parent?.urn ?? opts.parent;
    const resource: JudgedResource = {
      type,
      name,
      urn,
      ...remembered.properties,
      protect: opts.protect,
      additionalSecretOutputs: opts.additionalSecretOutputs,
      ...(parent !== undefined && { parent }),
    };
    this.#resources.set(remembered, resource);
    return resource;
  }

  /**
   * The resource as a part of its stack, with its inputs where something was found in them.
   * @throws Unreadable
   */
  whole(described: Described): JudgedResource {
    const inputs = this.#inputs.get(described.urn);
    const resource = this.resource(described);
    return inputs === undefined ? resource : { ...resource, inputs };
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
      const remembered = this.#remembered(described.props);
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
}
