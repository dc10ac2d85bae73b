/** A fault that the world was told to have. */
export interface Fault {
  /** Which kind: a name in the list of `faults/index.ts`. */
  kind: string;
  /**
   * What it strikes: an operation (`core/LaunchInstance`; in AWS `aws:sqs/queue:Queue.create`), a service (`core/*`,
   * `aws:sqs/*`) or everything (`*`) for faults of requests. For faults of instances: an instance pool's id, an instance configuration's id, the tag of the image that
   * the instance runs with a colon before it (`:2.0.0`), or `*`.
   */
  match: string;
  /** How often it strikes before it is over; without it, always. */
  times?: number;
  /** How likely it strikes, from 0 to 1, drawn from the world's seed; 1 where left out. */
  probability?: number;
  /** World seconds, for faults that take time. */
  seconds?: number;
}
