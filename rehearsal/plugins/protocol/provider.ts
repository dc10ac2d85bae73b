/** A provider as its author sees it: plain values in, plain values out. server.ts speaks the engine's protocol for it. */
import type { ConstructRequest, Constructed } from "./construct.ts";
import type { Properties } from "./values.ts";

export interface Provider {
  readonly name: string;
  readonly version: string;
  /** Settings of the provider: `region` for the stack's `oci:region`. */
  configure(settings: Readonly<Record<string, string>>): Promise<void>;
  /** What is wrong with the inputs; a provider that also fills some in answers with the inputs as they are then. */
  check(type: string, inputs: Properties, about?: CheckContext): Promise<Failure[] | Checked>;
  diff(type: string, oldInputs: Properties, newInputs: Properties): Promise<PropertyChange[] | Difference>;
  create(request: CreateRequest): Promise<Created>;
  read(request: ReadRequest): Promise<ReadResult | undefined>;
  update(request: UpdateRequest): Promise<Properties>;
  remove(request: RemoveRequest): Promise<void>;
  invoke(token: string, args: Properties): Promise<{ outputs?: Properties; failures: Failure[] }>;
  /** Makes a component with its children. Only a provider of components has it. */
  construct?(request: ConstructRequest): Promise<Constructed>;
  /** The person at the engine wants to stop: ends what is under way. Without it, what is under way goes on to its end. */
  cancel?(): void;
}

export interface Failure {
  readonly property: string;
  readonly reason: string;
}

/** What a check may look at beside the inputs. */
export interface CheckContext {
  readonly urn: string;
  /** The inputs of the last update; empty for a new resource, and for one that takes another's place. */
  readonly olds: Properties;
  /** Bytes that the engine drew for this resource, in base64: empty where it draws none. */
  readonly randomSeed: string;
}

export interface Checked {
  readonly inputs: Properties;
  readonly failures: Failure[];
}

export interface Difference {
  readonly changes: PropertyChange[];
  /** The new one can't be there beside the old one. */
  readonly deleteBeforeReplace: boolean;
}

export interface PropertyChange {
  /** `placementConfigurations[0].primarySubnetId` */
  readonly path: string;
  readonly kind: "add" | "delete" | "update";
  readonly replace: boolean;
}

export interface CreateRequest {
  readonly type: string;
  /** `urn:pulumi:<stack>::<project>::<type>::<name>`; the engine always gives it. */
  readonly urn?: string;
  readonly inputs: Properties;
  /** In milliseconds, from the program's customTimeouts. */
  readonly timeout?: number;
  /** Say what the outputs will look like; touch nothing. */
  readonly preview: boolean;
}

export interface Created {
  readonly id: string;
  readonly outputs: Properties;
}

export interface ReadRequest {
  readonly type: string;
  readonly id: string;
  readonly inputs: Properties;
  /** What the state holds; nothing when it is imported. */
  readonly outputs?: Properties;
}

export interface ReadResult {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

export interface UpdateRequest extends CreateRequest {
  readonly id: string;
  readonly oldInputs: Properties;
  readonly oldOutputs: Properties;
}

export interface RemoveRequest {
  readonly type: string;
  readonly urn?: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  readonly timeout?: number;
}

/** Inputs that are refused outside `check`, all faults at once: a component is made without being checked before. */
export class InputsError extends Error {
  readonly failures: readonly Failure[];

  constructor(message: string, failures: readonly Failure[]) {
    super(message);
    this.name = "InputsError";
    this.failures = failures;
  }
}

/** The resource exists and isn't as it should be: the engine keeps it in the state and tries to mend it next time. */
export class InitFailedError extends Error {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;

  constructor(id: string, reason: string, inputs: Properties, outputs: Properties) {
    super(reason);
    this.name = "InitFailedError";
    this.id = id;
    this.inputs = inputs;
    this.outputs = outputs;
  }
}
