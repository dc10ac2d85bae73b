import type { RolloutKnobs } from "../knobs.ts";
import type { Instant } from "../plan/observation.ts";
import type { Failure } from "../plan/decision.ts";

/** What a rollout is to achieve. */
export interface RolloutGoal {
  /** OCID of the instance configuration that the pool is to run. */
  readonly target: string;
  readonly loadBalancerId: string;
  readonly backendSetName: string;
  /** TCP port of the instances' backends. */
  readonly port: number;
  readonly knobs: RolloutKnobs;
  /** Instance configurations that are never pruned: the program's own, for one, though another may serve. */
  readonly protect: readonly string[];
}

/** How a rollout ended. */
export interface RolloutResult {
  /**
   * `moved`: the pool runs the target. `unchanged`: it did already. `returned`: it failed, and the pool runs last-good.
   * `halted`: it failed, and the pool was left as it is.
   */
  readonly outcome: "moved" | "unchanged" | "returned" | "halted";
  /** The instance configuration that the pool points at. */
  readonly serving: string;
  /** Since when it serves. */
  readonly since: Instant;
  /** What served before it; empty when nothing did. */
  readonly previous: string;
  /** Why it failed; undefined when it didn't. */
  readonly failure?: Failure;
  /** The load balancer's last health answers for the instance that the failure names. */
  readonly answers: readonly string[];
}
