/** What the stand-in knows of the aws provider's types from the declarations of the installed @pulumi/aws. */
import type { Shape, Sides } from "../../declared/types.ts";

export interface Facts {
  readonly resources: Readonly<Record<string, Sides>>;
  readonly functions: Readonly<Record<string, Sides>>;
  /** Nested types of inputs, by `<module>.<Name>`. */
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
