/**
 * How a service stands: its deployments, its events, the tasks that run. ECS works on it by itself; here it is worked out
 * at each look, from what has been noted and the time that has passed (see progress.ts).
 */
import { ledger } from "../../../oci/ledger.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import type { Cloud } from "../../cloud.ts";

/** The status of the service deployment, which a provider waits for. */
export type DeploymentStatus =
  "IN_PROGRESS" | "SUCCESSFUL" | "STOPPED" | "ROLLBACK_IN_PROGRESS" | "ROLLBACK_SUCCESSFUL" | "ROLLBACK_FAILED";

export interface Deployment {
  /** `ecs-svc/1234567890123456789` */
  readonly id: string;
  /** See spec.ts. */
  readonly spec: Properties;
  /** World time, in milliseconds since the epoch. */
  readonly createdAt: number;
  updatedAt: number;
  rollout: "IN_PROGRESS" | "COMPLETED" | "FAILED";
  /** Tasks that run and are healthy. */
  running: number;
  /** Tasks that were lost since the deployment began. */
  failed: number;
  /** When the tasks that are on their way were launched. */
  launchedAt: number;
  /** The deployment that failed, where this one takes its place again. */
  rollsBack?: string;
}

export interface Outcome {
  status: DeploymentStatus;
  reason: string;
}

export interface ServiceEvent {
  readonly id: string;
  readonly at: number;
  readonly message: string;
}

export interface ServiceState {
  /** Tasks that are to run. */
  desired: number;
  /** The first one is PRIMARY; the others are ACTIVE as long as they have tasks. */
  deployments: Deployment[];
  /** What became of each deployment, by id. */
  outcomes: Record<string, Outcome>;
  /** The last one that completed: where a rollback leads. */
  lastCompleted?: Deployment;
  /** Newest first, 100 at most. */
  events: ServiceEvent[];
  lastStopped?: { readonly taskId: string; readonly reason: string; readonly at: number };
  /** The deployment that the provider waits for; null where its last change began none. */
  awaits: string | null;
}

const states = ledger<ServiceState>("aws/ecs/services");

export function stateOf(serviceArn: string, { moment }: Cloud): ServiceState {
  return (
    states.get(moment.world, serviceArn) ??
    states.put(moment.world, serviceArn, { desired: 0, deployments: [], outcomes: {}, events: [], awaits: null })
  );
}

export function forget(serviceArn: string, { moment }: Cloud): void {
  states.remove(moment.world, serviceArn);
}

const MOST_EVENTS = 100;

/** Notes down what happened, in ECS's words. `text` follows `(service name) `. */
export function happened(state: ServiceState, name: string, text: string, at: number, cloud: Cloud): void {
  state.events.unshift({ id: cloud.uuid(), at, message: `(service ${name}) ${text}` });
  state.events.splice(MOST_EVENTS);
}
