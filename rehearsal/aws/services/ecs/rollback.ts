/** What happens when the circuit breaker trips. */
import { breakerOf } from "./breaker.ts";
import type { Cloud } from "../../cloud.ts";
import type { Resource } from "../../resource.ts";
import { happened } from "./state.ts";
import type { Deployment, Outcome, ServiceState } from "./state.ts";

export interface Scene {
  readonly service: Pick<Resource, "inputs">;
  readonly name: string;
  readonly state: ServiceState;
  readonly cloud: Cloud;
}

/** ECS's own words, as describe-service-deployments gives them. */
const ROLLED_BACK = "Service deployment rolled back because the circuit breaker threshold was exceeded.";
const NO_CANDIDATE = "No rollback candidate was found to run the rollback.";
/** The same for a breaker that only stops: its sentence is not known by heart. */
const STOPPED = "Service deployment stopped because the circuit breaker threshold was exceeded.";

/** Gives a deployment up: the last one that completed takes its place again, where the breaker says so and there is one. */
export function fail(deployment: Deployment, at: number, scene: Scene): void {
  const { state, name, cloud } = scene;
  deployment.rollout = "FAILED";
  deployment.updatedAt = at;
  happened(state, name, `(deployment ${deployment.id}) deployment failed: tasks failed to start.`, at, cloud);
  const outcome = (state.outcomes[deployment.rollsBack ?? deployment.id] ??= { status: "IN_PROGRESS", reason: "" });
  if (deployment.rollsBack !== undefined) {
    outcome.status = "ROLLBACK_FAILED";
    return;
  }
  decide(deployment, outcome, at, scene);
}

function decide(deployment: Deployment, outcome: Outcome, at: number, { service, state, name, cloud }: Scene): void {
  const { rollsBack } = breakerOf(service.inputs);
  if (!rollsBack) {
    outcome.status = "STOPPED";
    outcome.reason = STOPPED;
    return;
  }
  const last = state.lastCompleted;
  if (last === undefined) {
    outcome.status = "ROLLBACK_FAILED";
    outcome.reason = NO_CANDIDATE;
    return;
  }
  outcome.status = "ROLLBACK_IN_PROGRESS";
  outcome.reason = ROLLED_BACK;
  happened(state, name, `rolling back to deployment ${last.id}.`, at, cloud);
  state.deployments = [returning(last, deployment.id, at, state)];
}

/** The old deployment with the tasks that it still has. */
function returning(last: Deployment, failed: string, at: number, state: ServiceState): Deployment {
  const running = state.deployments.find(({ id }) => id === last.id)?.running ?? 0;
  return { ...last, rollout: "IN_PROGRESS", running, failed: 0, launchedAt: at, updatedAt: at, rollsBack: failed };
}
