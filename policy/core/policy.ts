/**
 * What a policy is, apart from who asks: the engine during a preview, or `tidegate audit` about a state that exists already.
 * A policy is a plain object and its judgement a pure function, so that both get the same answer.
 */

/**
 * A value of a resource's property, as a preview or a state knows it. A secret stands here as its plain value. An asset is a
 * bag with its `text`, `path` or `uri`, an archive one with its `assets`, `path` or `uri`.
 */
export type Value = null | boolean | number | string | Unknown | readonly Value[] | Bag;

export interface Bag {
  readonly [key: string]: Value;
}

/** Stands where a preview doesn't know the value yet. It is no fault by itself. */
export const UNKNOWN: unique symbol = Symbol("unknown");
export type Unknown = typeof UNKNOWN;

export interface JudgedResource {
  /** As in `aws:s3/bucket:Bucket`. */
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** Inputs, before it is made; inputs and outputs together once the stack is judged as a whole. */
  readonly props: Bag;
  /**
   * Its inputs alone, once the stack is judged as a whole, as far as they are known: an engine's pack keeps those in which a policy
   * found something.
   */
  readonly inputs?: Bag;
  /** Names of the properties that the program gives, once the stack is judged as a whole. Default: not known. */
  readonly given?: readonly string[];
  readonly protect: boolean;
  readonly additionalSecretOutputs: readonly string[];
  /** URN. */
  readonly parent?: string;
  /** Paths of what the engine keeps as a secret, in `props`. Default: nothing, or it isn't known. */
  readonly secrets?: readonly string[];
}

/** Something that a policy found. Nothing in it holds the value that was found, not even in part. */
export interface Finding {
  /** Where in the resource: `containerDefinitions[0].environment[2].value`. */
  readonly path: string;
  /** Which rule of the policy, where it has several: `aws-access-key`. */
  readonly rule?: string;
  /** What is wrong, as a clause without a full stop: `is reached from any address`. */
  readonly says: string;
  /** The resource, where a policy of the whole stack finds it. Default: the stack. */
  readonly urn?: string;
}

/** How strictly a policy holds. */
export type Level = "advisory" | "mandatory";

interface AnyPolicy<Config> {
  /** Unique in all packs, in lower case with hyphens: `database-encrypted`. */
  readonly name: string;
  /** What holds, in one sentence. */
  readonly description: string;
  /** What to do about a finding, in one sentence. */
  readonly remedy: string;
  /** Where it comes from: the provider's page, the system's own requirements, an RFC. */
  readonly sources: readonly string[];
  /** By environment. An environment that isn't named here is held as strictly as prod. */
  readonly levels: { readonly dev: Level; readonly prod: Level };
  /** What can be set about it, each key with its default. Default: nothing. */
  readonly config?: ConfigSchema<Config>;
}

/** JSON schema of each key, and its default. */
export type ConfigSchema<Config> = {
  readonly [Key in keyof Config]: {
    readonly schema: object;
    readonly default: Config[Key];
    readonly describes: string;
  };
};

export interface ResourcePolicy<Config = object> extends AnyPolicy<Config> {
  readonly about: "resource";
  /** Types that it judges; other resources never reach it. */
  readonly types: readonly string[] | "all";
  /** One resource is the same object for each policy of a pack, so that what takes long can be remembered by it. */
  judge(resource: JudgedResource, config: Config): readonly Finding[] | Promise<readonly Finding[]>;
  /**
   * Sets right what is safe to set right, tags for instance: gives the properties that are to be otherwise, each whole, without
   * anything unknown in it; undefined where nothing is to be done. The resource's other properties stay as they are.
   */
  remediate?(resource: JudgedResource, config: Config): Bag | undefined;
}

export interface StackPolicy<Config = object> extends AnyPolicy<Config> {
  readonly about: "stack";
  judge(resources: readonly JudgedResource[], config: Config): readonly Finding[] | Promise<readonly Finding[]>;
}

export type Policy<Config = object> = ResourcePolicy<Config> | StackPolicy<Config>;
