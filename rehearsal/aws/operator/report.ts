/** How the services stand, with the reason where one doesn't run what it should. */
import type { Cloud } from "../cloud.ts";
import { textAt } from "../kind.ts";
import { advance } from "../services/ecs/progress.ts";
import type { ServiceState } from "../services/ecs/state.ts";
import { SERVICE } from "../services/ecs/types.ts";

export interface ServiceReport {
  readonly arn: string;
  readonly name: string;
  readonly desired: number;
  readonly running: number;
  /** Of the PRIMARY deployment. */
  readonly taskDefinition: string;
  readonly rollout: string;
  readonly isSteady: boolean;
  /** The last task that was lost, and the last events, newest first; empty where the service is steady. */
  readonly reasons: readonly string[];
}

const LAST_EVENTS = 5;

export function reportServices(cloud: Cloud): ServiceReport[] {
  return cloud.list(SERVICE).map((service) => {
    const state = advance(service, cloud);
    const [primary] = state.deployments;
    const running = state.deployments.reduce((sum, one) => sum + one.running, 0);
    const isSteady = state.deployments.length === 1 && primary?.rollout === "COMPLETED" && running === state.desired;
    return {
      arn: service.id,
      name: textAt(service.outputs, "name") ?? "",
      desired: state.desired,
      running,
      taskDefinition: textAt(primary?.spec ?? {}, "taskDefinition") ?? "",
      rollout: primary?.rollout ?? "",
      isSteady,
      reasons: isSteady ? [] : reasonsOf(state),
    };
  });
}

function reasonsOf({ lastStopped, events }: ServiceState): string[] {
  const stopped = lastStopped === undefined ? [] : [`task ${lastStopped.taskId}: ${lastStopped.reason}`];
  return [...stopped, ...events.slice(0, LAST_EVENTS).map(({ message }) => message)];
}
