/** A thing that exists in the embedded AWS, as plain data in the world. */
import type { Properties } from "../plugins/protocol/values.ts";

export interface Resource {
  /** The provider's token: `aws:sqs/queue:Queue`. */
  readonly type: string;
  /** The provider's id for it: a queue's URL, a role's name. */
  readonly id: string;
  /** `global` for what belongs to no region. */
  readonly region: string;
  /** World time, in milliseconds since the epoch. */
  readonly createdAt: number;
  /** As the program gave them last, without secret marks. */
  inputs: Properties;
  /** What a program reads of it. */
  outputs: Properties;
  /** What the service remembers and shows in no output. */
  notes: Properties;
}
