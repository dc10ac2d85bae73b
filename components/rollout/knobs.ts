/** What can be chosen about a rollout. Defaults stand in defaults.ts. */

export interface RolloutKnobs {
  /** Instances above the desired size while the rollout runs: a count, or a share of the desired size, `"25%"`, rounded up. Default: 1. */
  readonly surge: number | string;
  /** Seconds that the load balancer must call a new instance OK without a break before it counts. Default: 30. */
  readonly minHealthySeconds: number;
  /** Seconds that a draining backend keeps the connections it has. Less than `maxWaitSeconds`. Default: 120. */
  readonly drainSeconds: number;
  /** Seconds without any progress after which the rollout has failed. Default: 1800. */
  readonly maxWaitSeconds: number;
  /** Seconds between two looks. Default: 5. */
  readonly pollSeconds: number;
  /** Seconds that everything must stay healthy after the last replacement. Default: 0. */
  readonly bakeSeconds: number;
  /** Where the rollout pauses. Default: nowhere. */
  readonly checkpoints: readonly Checkpoint[];
  /** The first instances, and what judges them. Default: none. */
  readonly canary?: Canary;
  /** Leaves instances that run the target already as they are. False replaces every instance. Default: true. */
  readonly skipMatching: boolean;
  /** OCID of the subnet whose VNIC gives an instance's address. An instance without one there fails the rollout. Default: the primary VNIC. */
  readonly subnetId?: string;
  /** Returns to last-good when the rollout fails. False leaves the pool as it is. Default: true. */
  readonly autoRollback: boolean;
  /** Instance configurations that are kept, the one that serves included. 1 or more. Default: 3. */
  readonly keepConfigurations: number;
}

/** A pause: once so many per cent of the desired size are replaced, until the time has passed or the probe agrees. */
export interface Checkpoint {
  /** 1 to 99, per cent of the desired size, rounded up to whole instances. */
  readonly percent: number;
  /** Seconds to pause. */
  readonly waitSeconds?: number;
  /** URL that answers 2xx when the rollout may go on. It may take `maxWaitSeconds` to agree. */
  readonly probeUrl?: string;
}

/** So many instances first; the rest only when the probe agrees. */
export interface Canary {
  /** Instances, 1 or more. */
  readonly count: number;
  /** URL that answers 2xx for yes; anything else, or silence for 10 s, is a no. */
  readonly probeUrl: string;
  /** Seconds between two questions. Default: 10. */
  readonly intervalSeconds: number;
  /** Agreements in a row that let the rollout go on. Default: 3. */
  readonly successes: number;
  /** Refusals in a row that fail it. Default: 3. */
  readonly failures: number;
}

/** The surge in whole instances: 25 % of 10 are 3, 10 % of 4 are 1. */
export function surgeOf(surge: number | string, desired: number): number {
  if (typeof surge === "number") {
    return surge;
  }
  return Math.max(1, Math.ceil((Number(surge.replace(/%$/, "")) * desired) / 100));
}
