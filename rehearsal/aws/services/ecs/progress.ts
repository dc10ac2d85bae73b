/**
 * What has become of a service by now. Tasks are launched together; they become healthy, or they are lost and launched
 * again, until the circuit breaker trips. Without a breaker that goes on for ever. A task that runs and is healthy isn't
 * looked at again: a secret or an image that goes later harms the next launch.
 *
 * The world is judged as it is at the look. Between two looks it is taken to have been so.
 */
import { judge } from "../../steady/judge.ts";
import { TASK_ID } from "../../steady/verdict.ts";
import type { TaskFailure, Verdict } from "../../steady/verdict.ts";
import type { Cloud } from "../../cloud.ts";
import { textAt } from "../../kind.ts";
import { numberAt } from "../../parts.ts";
import type { Resource } from "../../resource.ts";
import { breakerOf, threshold } from "./breaker.ts";
import { tellFailure, tellHealthy } from "./events.ts";
import { fail } from "./rollback.ts";
import { happened, stateOf } from "./state.ts";
import type { Deployment, ServiceState } from "./state.ts";

/** Seconds of world time until lost tasks are launched again. */
const PAUSE = 10;
/** Rounds that are worked out at one look at most: a service that fails for days is not counted to the end. */
const MOST_ROUNDS = 500;

/** A look at a service, in one piece of work. */
interface Look {
  readonly service: Pick<Resource, "id" | "inputs" | "outputs">;
  readonly name: string;
  readonly state: ServiceState;
  readonly cloud: Cloud;
  /** Verdicts of this look, by deployment: the world doesn't change during one. */
  readonly verdicts: Map<string, Verdict>;
}

/** Brings the service's state up to the present moment. */
export function advance(service: Pick<Resource, "id" | "inputs" | "outputs">, cloud: Cloud): ServiceState {
  const state = stateOf(service.id, cloud);
  const name = textAt(service.outputs, "name") ?? textAt(service.inputs, "name") ?? "";
  const look: Look = { service, name, state, cloud, verdicts: new Map() };
  let rounds = 0;
  while (step(look) && rounds < MOST_ROUNDS) rounds += 1;
  return state;
}

/** Whether something happened: then something further may have. */
function step(look: Look): boolean {
  const { state, cloud } = look;
  const [primary] = state.deployments;
  if (primary === undefined || primary.rollout === "FAILED") return false;
  if (primary.running > state.desired) stop(primary, primary.running - state.desired, cloud.now, look);
  if (primary.running === state.desired) {
    if (primary.rollout === "COMPLETED") return false;
    complete(primary, Math.max(primary.launchedAt, primary.createdAt), look);
    return true;
  }
  if (isStuck(look)) return false;
  const verdict = verdictOn(primary, look);
  const endsAt = primary.launchedAt + verdict.seconds * 1000;
  if (endsAt > cloud.now) return false;
  if (verdict.healthy) launchedWell(primary, endsAt, look);
  else lose(primary, verdict.failure, endsAt, look);
  return true;
}

/** Neither more tasks may run nor fewer: there is no room for the first new one. */
function isStuck({ service: { inputs }, state }: Look): boolean {
  const [primary, ...older] = state.deployments;
  const old = older.reduce((sum, one) => sum + one.running, 0);
  const most = Math.floor((state.desired * (numberAt(inputs, "deploymentMaximumPercent") ?? 200)) / 100);
  return primary?.running === 0 && old > 0 && old >= most;
}

function verdictOn(deployment: Deployment, { service, state, cloud, verdicts }: Look): Verdict {
  const known = verdicts.get(deployment.id);
  if (known !== undefined) return known;
  const verdict = judge({ spec: deployment.spec, service: service.inputs, desired: state.desired }, cloud);
  verdicts.set(deployment.id, verdict);
  return verdict;
}

function launchedWell(deployment: Deployment, at: number, look: Look): void {
  const started = look.state.desired - deployment.running;
  tellHealthy(deployment, started, at, look);
  deployment.running = look.state.desired;
  deployment.updatedAt = at;
}

function complete(deployment: Deployment, at: number, look: Look): void {
  const { state, name, cloud } = look;
  const [, ...older] = state.deployments;
  for (const one of older) stop(one, one.running, at, look);
  deployment.rollout = "COMPLETED";
  deployment.updatedAt = at;
  state.deployments = [deployment];
  state.lastCompleted = structuredClone(deployment);
  const outcome = state.outcomes[deployment.rollsBack ?? deployment.id];
  if (outcome !== undefined) outcome.status = deployment.rollsBack === undefined ? "SUCCESSFUL" : "ROLLBACK_SUCCESSFUL";
  delete deployment.rollsBack;
  happened(state, name, `(deployment ${deployment.id}) deployment completed.`, at, cloud);
  happened(state, name, "has reached a steady state.", at, cloud);
}

/** The tasks of a launch are lost together: those that were to be added, as far as there is room above the desired count. */
function lose(deployment: Deployment, failure: TaskFailure, at: number, look: Look): void {
  const { state, service, cloud } = look;
  const tasks = Array.from({ length: state.desired - deployment.running }, () => cloud.hex(32));
  const [taskId = ""] = tasks;
  const reason = failure.reason.replaceAll(TASK_ID, taskId);
  state.lastStopped = { taskId, reason, at };
  tellFailure({ ...failure, reason }, tasks, at, look);
  deployment.launchedAt = at + PAUSE * 1000;
  deployment.updatedAt = at;
  if (deployment.rollout !== "IN_PROGRESS") return;
  deployment.failed += tasks.length;
  if (breakerOf(service.inputs).isOn && deployment.failed >= threshold(state.desired)) fail(deployment, at, look);
}

function stop(deployment: Deployment, tasks: number, at: number, { state, name, cloud }: Look): void {
  if (tasks <= 0) return;
  deployment.running -= tasks;
  happened(state, name, `has stopped ${tasks} running tasks.`, at, cloud);
}
