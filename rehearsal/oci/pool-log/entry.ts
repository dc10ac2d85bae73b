/**
 * What the world's own log says of a pool: plain values, so that a rollout can be judged from outside, by its traces alone.
 * Each entry tells one change, and how the pool was right after all the changes of that moment. All lists hold OCIDs.
 */

export type PoolChange =
  /** The pool was made. */
  | "created"
  /** The pool was pointed at another instance configuration. */
  | "pointed"
  | "resized"
  | "autoscaling-on"
  | "autoscaling-off"
  /** The pool launched an instance. */
  | "launched"
  /** An instance that existed became a member. */
  | "attached"
  | "running"
  /** The instance is in another state, neither RUNNING nor on its way out; `detail` says which. */
  | "state"
  | "serving"
  | "not-serving"
  | "drain-on"
  /** The drain was taken back; the instance is a member still. */
  | "drain-off"
  /** The instance left the pool, and its load balancers. */
  | "detached"
  | "terminating"
  | "terminated";

export interface PoolLogEntry {
  /** World time, in milliseconds since the epoch. */
  readonly at: number;
  readonly what: PoolChange;
  readonly instanceId?: string;
  /** In words, for people: `2 to 3`, `STARTING to RUNNING`. */
  readonly detail?: string;
  /**
   * Of `drain-off`, `detached` and `terminating`: world seconds for which the instance had been draining when its drain
   * ended or it left its load balancers; absent when it had not.
   */
  readonly drainedSeconds?: number;
  /** Of `detached` and `terminating`: whether its load balancers called it OK right before it left them. */
  readonly healthy?: boolean;
  /** The pool's size, as it was asked for. */
  readonly desired: number;
  /** The instance configuration that the pool points at. */
  readonly configurationId: string;
  /** Members of the pool; those that are being detached are none any more. */
  readonly members: readonly string[];
  /** Every instance that was ever a member and isn't TERMINATED, those on their way out included. */
  readonly instances: readonly string[];
  /** Members that get new requests and answer them: OK at each load balancer, not draining, not offline, alive. */
  readonly serving: readonly string[];
  /** The instance configuration that each of `instances` was launched from, in the same order. */
  readonly configurations: readonly string[];
  readonly autoscalingEnabled: boolean;
}
