/**
 * Whether a service is where it was meant to be. One look in, one verdict out; no clock, no network.
 *
 * The provider waits for the deployment and fails with it. That isn't enough: a failed update leaves the new task
 * definition in Pulumi's state, so the next `up` finds nothing to do and would print success while ECS serves the old one.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
 */
import { describeDefinition, revisionOf } from "./definition.ts";

/** A service as ECS describes it. */
export interface Snapshot {
  /** ACTIVE, DRAINING or INACTIVE. */
  readonly status: string;
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly pendingCount: number;
  readonly deployments: readonly Deployment[];
  /** The newest first, as ECS gives them. */
  readonly events: readonly ServiceEvent[];
}

export interface Deployment {
  readonly id: string;
  /** PRIMARY is the one that ECS heads for; ACTIVE ones are on their way out. */
  readonly status: string;
  /** ARN, with the revision. */
  readonly taskDefinition: string;
}

export interface ServiceEvent {
  readonly createdAt: string;
  readonly message: string;
}

export interface Wanted {
  /** ARN of the revision that must serve. */
  readonly taskDefinition: string;
  /** Whether a newer revision of the same family is as good: where somebody else registers revisions too. */
  readonly newerIsFine: boolean;
  /** Limits of the desired count. */
  readonly least: number;
  readonly most: number;
}

export type Verdict =
  | { readonly kind: "steady" }
  | { readonly kind: "waiting"; readonly reason: string }
  | { readonly kind: "failed"; readonly reason: string };

/** Judges one look. */
export function judge(seen: Snapshot, wanted: Wanted): Verdict {
  if (seen.status !== "ACTIVE") return failed(`the service is ${seen.status}`);
  const primary = seen.deployments.find(({ status }) => status === "PRIMARY");
  if (primary === undefined) return waiting("ECS shows no deployment yet");
  if (!isRight(primary.taskDefinition, wanted)) {
    const [serves, instead] = [primary.taskDefinition, wanted.taskDefinition].map(describeDefinition);
    return failed(
      `ECS runs ${serves}, not ${instead}: the deployment was rolled back, or somebody chose another revision`,
    );
  }
  if (seen.deployments.length > 1) return waiting("an earlier deployment still runs tasks");
  return judgeCounts(seen, wanted);
}

function judgeCounts({ desiredCount, runningCount, pendingCount }: Snapshot, { least, most }: Wanted): Verdict {
  if (desiredCount < least || desiredCount > most) {
    const limits = least === most ? `${least}` : `${least} to ${most}`;
    return waiting(`ECS aims at ${tasks(desiredCount)}, and it should be ${limits}`);
  }
  if (runningCount !== desiredCount || pendingCount > 0) {
    return waiting(`${runningCount} of ${tasks(desiredCount)} run`);
  }
  return { kind: "steady" };
}

function isRight(serving: string, { taskDefinition, newerIsFine }: Wanted): boolean {
  if (serving === taskDefinition) return true;
  const [found, meant] = [revisionOf(serving), revisionOf(taskDefinition)];
  return newerIsFine && found.family === meant.family && found.revision > meant.revision;
}

function waiting(reason: string): Verdict {
  return { kind: "waiting", reason };
}

function failed(reason: string): Verdict {
  return { kind: "failed", reason };
}

function tasks(count: number): string {
  return count === 1 ? "1 task" : `${count} tasks`;
}
