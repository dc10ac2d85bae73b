/** What a stand-in knows of a provider's types from the declarations of its SDK. */
import type { Shape, Sides } from "./types.ts";

export interface Facts {
  readonly resources: Readonly<Record<string, Sides>>;
  readonly functions: Readonly<Record<string, Sides>>;
  /** Nested types of inputs, by their name: `<module>.<Name>`, or `<Name>` where the SDK has no modules. */
  readonly inputTypes: Readonly<Record<string, Shape>>;
  readonly outputTypes: Readonly<Record<string, Shape>>;
}

/** What to collect facts about, by the provider's tokens: `aws:sqs/queue:Queue`. */
export interface Wanted {
  readonly resources: readonly string[];
  readonly functions: readonly string[];
}

/** One type's or function's facts. */
export interface Declared extends Sides {
  readonly inputTypes: Readonly<Record<string, Shape>>;
  readonly outputTypes: Readonly<Record<string, Shape>>;
}

/** Where an SDK declares a type or a function. */
export interface Declaring {
  /** The declaration file. */
  readonly path: string;
  /** `Queue`, `getVpc`. */
  readonly name: string;
}
