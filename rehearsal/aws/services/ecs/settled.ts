/**
 * Whether what the provider waits for with `waitForSteadyState` has come. It follows the deployment that its change began to
 * the end; where the change began none, it waits for one deployment with as many tasks as desired.
 */
import type { Resource } from "../../resource.ts";
import type { Settled } from "../../kind.ts";
import type { ServiceState } from "./state.ts";

/** The provider's own, without customTimeouts. */
const TWENTY_MINUTES = 20 * 60;

export function settledService({ inputs }: Resource, state: ServiceState): Settled {
  if (inputs["waitForSteadyState"] !== true) return { state: "ready" };
  const { awaits, outcomes, deployments, desired } = state;
  const pending: Settled = { state: "pending", status: "tfPENDING", seconds: TWENTY_MINUTES };
  if (awaits === null) {
    return deployments.length === 1 && deployments[0]?.running === desired ? { state: "ready" } : pending;
  }
  const outcome = outcomes[awaits];
  switch (outcome?.status) {
    case "SUCCESSFUL":
      return { state: "ready" };
    case "STOPPED":
    case "ROLLBACK_SUCCESSFUL":
    case "ROLLBACK_FAILED":
      return { state: "failed", reason: [outcome.reason || "Deployment failed", ...added(state)].join("\n") };
    default:
      return pending;
  }
}

/** What the provider doesn't say, and who wants to mend it must know. */
export function added({ lastStopped }: ServiceState): string[] {
  if (lastStopped === undefined) return [];
  return [
    "The rehearsal adds what on AWS `aws ecs describe-tasks` and the service's events say:",
    `task ${lastStopped.taskId}: ${lastStopped.reason}`,
  ];
}
