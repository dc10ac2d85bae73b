/**
 * What the rehearsal knows about one resource type of AWS, beyond what the SDK's declarations say. A type that it knows
 * nothing about works too: it gets an id, and outputs of the declared types (see generic.ts).
 */
import type { Failure } from "../plugins/protocol/provider.ts";
import type { Properties, Value } from "../plugins/protocol/values.ts";
import type { Cloud } from "./cloud.ts";
import type { Resource } from "./resource.ts";

export interface Kind {
  readonly type: string;
  /** Belongs to no region: IAM, CloudFront, Route 53. */
  readonly global?: boolean;
  /** How its name is made and judged. */
  readonly name?: NameRule;
  /**
   * What the provider or the service calls wrong about the inputs alone: the engine shows it in a preview. Values that
   * are unknown yet or secret carry their marks (see values.ts): judge what can be judged.
   */
  check?(inputs: Properties): Failure[];
  /**
   * Inputs whose change makes a new resource, beside those whose doc comment says so: `name`, `settings.mode`
   * (no list indexes), `settings.**` with all below; a leading `!` takes one out again.
   */
  readonly replaces?: readonly string[];
  /** Lists whose order says nothing, by the property's name. */
  readonly sets?: readonly string[];
  /** The new one can't be there beside the old one, whatever they are called. */
  readonly deleteBeforeReplace?: boolean;
  /** Inputs that the service takes and the world doesn't keep: a secret's value. Write-only ones are never kept. */
  readonly hides?: readonly string[];
  /** Outputs that are secret whatever the program says. */
  readonly secretOutputs?: readonly string[];

  /** @throws AwsError when AWS would refuse it */
  create(request: KindRequest, cloud: Cloud): Made;
  /** Outputs that change with the inputs, beside the inputs themselves. @throws AwsError */
  update?(request: KindUpdate, cloud: Cloud): Properties;
  /** What happens as it goes. @throws AwsError when something still needs it */
  remove?(resource: Resource, cloud: Cloud): void;
  /** What a look at it shows that has changed by itself; both are laid over what the world holds. */
  read?(resource: Resource, cloud: Cloud): { inputs?: Properties; outputs?: Properties };
  /** Whether what the provider waits for has come. Without it, everything is ready at once. */
  settled?(resource: Resource, cloud: Cloud): Settled;
  /** Finds what an import's id names, where that isn't the id itself. */
  imported?(id: string, cloud: Cloud): Resource | undefined;
}

export interface NameRule {
  readonly property: string;
  readonly max: number;
  readonly pattern: RegExp;
  /** The rule in words: `letters, digits, hyphens and underscores, 80 characters at most`. */
  readonly accepted: string;
  /** Whether the provider makes a name where the program gives none: the resource's name and seven hexadecimal digits. Default: true. */
  readonly auto?: boolean;
  /** What an automatic name ends with: `.fifo`. */
  readonly suffix?: (inputs: Properties) => string;
}

export interface KindRequest {
  /** Without marks and unknowns. */
  readonly inputs: Properties;
  /** `urn:pulumi:...`, empty where a test gives none. */
  readonly urn: string;
}

export interface KindUpdate extends KindRequest {
  readonly resource: Resource;
  readonly olds: Properties;
}

export interface Made {
  readonly id: string;
  /** Computed outputs: the inputs and the generic ones are filled in around them. */
  readonly outputs: Properties;
  readonly notes?: Properties;
}

export type Settled =
  | { readonly state: "ready" }
  /** `seconds` of world time after which the provider gives up, and the status it would name. */
  | { readonly state: "pending"; readonly status: string; readonly seconds: number }
  | { readonly state: "failed"; readonly reason: string };

/** A function of the provider: `aws:index/getCallerIdentity:getCallerIdentity`. */
export interface FunctionKind {
  readonly token: string;
  /** @throws AwsError when what is asked for isn't there */
  answer(args: Properties, cloud: Cloud): Properties;
}

/** What one of AWS's services brings. */
export interface AwsService {
  readonly name: string;
  readonly kinds: readonly Kind[];
  readonly functions: readonly FunctionKind[];
}

/** Reads a text among inputs or outputs; undefined where it is none. */
export function textAt(properties: Properties, name: string): string | undefined {
  const value = properties[name];
  return typeof value === "string" ? value : undefined;
}

/** A list of texts; empty where it is none. */
export function textsAt(properties: Properties, name: string): string[] {
  const value: Value | undefined = properties[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
