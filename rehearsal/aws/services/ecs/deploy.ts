/** Begins deployments, and changes how many tasks are to run. */
import { numberAt } from "../../parts.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import type { Cloud } from "../../cloud.ts";
import { textAt } from "../../kind.ts";
import type { Resource } from "../../resource.ts";
import { advance } from "./progress.ts";
import { happened, stateOf } from "./state.ts";
import type { Deployment, ServiceState } from "./state.ts";

/**
 * Lets the service run another spec, or the same one anew. What ran before goes on until the new tasks are healthy, as far
 * as the service's percentages let both run side by side.
 */
export function deploy(service: Pick<Resource, "id" | "inputs">, spec: Properties, cloud: Cloud): Deployment {
  const state = stateOf(service.id, cloud);
  const { now } = cloud;
  const deployment: Deployment = {
    id: `ecs-svc/${digits(cloud)}`,
    spec,
    createdAt: now,
    updatedAt: now,
    rollout: "IN_PROGRESS",
    running: 0,
    failed: 0,
    launchedAt: now,
  };
  for (const older of state.deployments) replace(older, state);
  makeRoom(service.inputs, state);
  state.deployments = [deployment, ...state.deployments.filter(({ running }) => running > 0)];
  state.outcomes[deployment.id] = { status: "IN_PROGRESS", reason: "" };
  return deployment;
}

/** Sets how many tasks are to run, from now on. */
export function setDesired(service: Resource, desired: number, cloud: Cloud): void {
  const state = advance(service, cloud);
  if (state.desired === desired) return;
  state.desired = desired;
  const [primary] = state.deployments;
  if (primary !== undefined) primary.launchedAt = cloud.now;
  // Others read the output: a service that is to run nothing keeps no network interface.
  cloud.put({ ...service, outputs: { ...service.outputs, desiredCount: desired } });
  advance(service, cloud);
}

/** Who sets it, in Application Auto Scaling's words. */
export function tellScaling(service: Resource, why: string, cloud: Cloud): void {
  happened(stateOf(service.id, cloud), textAt(service.outputs, "name") ?? "", why, cloud.now, cloud);
}

/** A deployment that was still under way is given up. */
function replace(older: Deployment, state: ServiceState): void {
  const outcome = state.outcomes[older.id];
  if (outcome?.status === "IN_PROGRESS" && older.rollout === "IN_PROGRESS") {
    outcome.status = "STOPPED";
    outcome.reason = "Service deployment stopped because a new deployment replaced it.";
  }
}

/** Where there is no room above the desired count, older tasks go first, down to the healthy minimum. */
function makeRoom(service: Properties, state: ServiceState): void {
  const most = Math.floor((state.desired * (numberAt(service, "deploymentMaximumPercent") ?? 200)) / 100);
  const least = Math.ceil((state.desired * (numberAt(service, "deploymentMinimumHealthyPercent") ?? 100)) / 100);
  const running = state.deployments.reduce((sum, one) => sum + one.running, 0);
  if (running < most) return;
  let surplus = Math.max(0, running - least);
  for (const older of [...state.deployments].reverse()) {
    const gone = Math.min(surplus, older.running);
    older.running -= gone;
    surplus -= gone;
  }
}

/** ECS numbers its deployments with 19 digits. */
function digits(cloud: Cloud): string {
  const number = BigInt(`0x${cloud.hex(15)}`) + 10n ** 18n;
  return number.toString().slice(0, 19);
}
