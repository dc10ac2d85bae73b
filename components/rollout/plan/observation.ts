/** What a rollout sees of the world at one instant: plain values, so that a decision can be made from them alone. */

/** Milliseconds since the epoch. */
export type Instant = number;

/** One look at everything that a decision depends on. */
export interface Observation {
  readonly at: Instant;
  readonly pool: PoolSeen;
  readonly autoscaling: readonly AutoscalingSeen[];
  /** Members of the pool, those that the rollout has already detached left out. */
  readonly members: readonly MemberSeen[];
  /** OCIDs of instances that have been detached and are not TERMINATED yet. They still take room. */
  readonly leaving: readonly string[];
  /** When this process last saw the rollout come further; see drive/progress.ts. */
  readonly progressAt: Instant;
  /** Since when this process has seen the rollout go the way that it goes now, forward or back. */
  readonly phaseSince: Instant;
  /** Whether what is seen can be trusted for a move: false right after a start, until nothing is under way any more. */
  readonly settled: boolean;
  /** Probes that were asked so far, by their key; see plan/moves/probing.ts. */
  readonly probes: Readonly<Record<string, ProbeSeen>>;
  /** When each checkpoint was reached, by its per cent; see plan/guards/checkpoints.ts. */
  readonly reached: Readonly<Record<number, Instant>>;
  /** Since when every wanted instance has been available without a break; undefined while that isn't so. */
  readonly completeSince: Instant | undefined;
  /** What OCI refused for good, in its words; undefined while it refused nothing. */
  readonly refusal?: string;
  /** How this process has concluded the rollout; undefined until it has. */
  readonly concluded?: "moved" | "unchanged" | "returned";
}

/** @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/InstancePool/ */
export interface PoolSeen {
  readonly size: number;
  readonly configurationId: string;
  /** OCI's lifecycle state: RUNNING, SCALING, PROVISIONING, STOPPED, TERMINATING... */
  readonly state: string;
  /** Version of the pool as it was read; a change that names it fails when the pool has changed since. */
  readonly etag: string;
  /** What the last rollout wrote down about itself. */
  readonly record?: RolloutRecord;
}

/** An autoscaling configuration of the pool. */
export interface AutoscalingSeen {
  readonly id: string;
  readonly enabled: boolean;
  /** Whether a rollout has switched it off, and so owes it to switch it on again. */
  readonly suspended: boolean;
}

/** A member of the pool. */
export interface MemberSeen {
  readonly id: string;
  readonly name: string;
  /** The instance configuration that it was launched from. */
  readonly configurationId: string;
  /** OCI's lifecycle state in capitals: PROVISIONING, STARTING, RUNNING, STOPPED... */
  readonly state: string;
  readonly createdAt: Instant;
  /** Its VNIC in the chosen subnet; undefined until it can be read. */
  readonly address?: Address;
  /** RUNNING, and yet no VNIC of it lies in the chosen subnet. */
  readonly noVnicMatches: boolean;
  /** Its backend in the backend set; undefined while it has none. */
  readonly backend?: BackendSeen;
  /** The load balancer's verdict on that backend; undefined without a backend. */
  readonly health?: Health;
  /** Since when this process has seen its health OK without a break. */
  readonly healthySince?: Instant;
  /** Since when this process has seen its health not OK without a break. */
  readonly unhealthySince?: Instant;
  /** Since when this process has seen its backend drain. */
  readonly drainingSince?: Instant;
  /** Which way its drain has been switched, while that doesn't show yet. */
  readonly switching?: "on" | "off";
}

export interface Address {
  readonly vnicId: string;
  readonly subnetId: string;
  /** Private IPv4 address. */
  readonly ip: string;
}

/** @see https://docs.oracle.com/iaas/api/#/en/loadbalancer/20170115/Backend/ */
export interface BackendSeen {
  /** `<ip>:<port>` */
  readonly name: string;
  readonly drain: boolean;
  readonly offline: boolean;
  readonly backup: boolean;
  readonly weight: number;
}

/** @see https://docs.oracle.com/iaas/api/#/en/loadbalancer/20170115/BackendHealth/ */
export type Health = "OK" | "WARNING" | "CRITICAL" | "UNKNOWN";

/** What a probe has answered, as far as a decision needs it. */
export interface ProbeSeen {
  /** Agreements in a row, up to the last answer. */
  readonly agreed: number;
  /** Refusals in a row, up to the last answer. */
  readonly refused: number;
  readonly askedAt: Instant;
  /** The last answer in words: `503 Service Unavailable`, `no answer within 10 s`. */
  readonly last: string;
}

/**
 * What a rollout writes down on the pool itself, so that any process anywhere can take it up, and so that the one after
 * it knows what served last.
 */
export interface RolloutRecord {
  /** On its way to `target`; on its way back to `lastGood`; or done, with `target` serving. */
  readonly phase: "forward" | "back" | "done";
  readonly target: string;
  /** What served last before `target`. Empty when nothing did. */
  readonly lastGood: string;
  /** What served before `lastGood`: it is last-good again once the pool is back. Empty when nothing did. */
  readonly previous: string;
  /** Instances that the pool had, and will have again. */
  readonly desired: number;
  /** When the rollout began; when phase is done: since when `target` serves. */
  readonly startedAt: Instant;
  /** Why it goes back. */
  readonly cause?: string;
}
