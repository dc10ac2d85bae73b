/**
 * Whether a task of a service would start and become healthy, were it launched now, and else why not. Nothing is
 * assumed: addresses, routes, security groups, endpoints, images, roles, logs, secrets and health checks must all agree, as
 * they must on AWS.
 */
import type { Properties } from "../../plugins/protocol/values.ts";
import type { Cloud } from "../cloud.ts";
import { textAt } from "../kind.ts";
import { numberAt } from "../parts.ts";
import { findRevision } from "../services/ecs/revisions.ts";
import { roleByArn } from "../services/iam/roles.ts";
import { balancerVerdict } from "./balancer.ts";
import { exitFault, healthFault, healthSeconds, startSeconds } from "./container.ts";
import { launchFrom } from "./launch.ts";
import type { Launch } from "./launch.ts";
import { logFault } from "./logs.ts";
import { mayAssume } from "./permissions.ts";
import { addressFault } from "./placement.ts";
import { loginFault, pullFault } from "./pull.ts";
import { secretFault } from "./secrets.ts";
import { TIMES } from "./verdict.ts";
import type { TaskFailure, Verdict } from "./verdict.ts";
import { vantagesOf } from "./vantage.ts";

export interface Judged {
  /** What the deployment fixes: see services/ecs/spec.ts. */
  readonly spec: Properties;
  /** The service as it is now: what counts for every deployment. */
  readonly service: Properties;
  /** Tasks that are to run. */
  readonly desired: number;
}

/**
 * ECS spreads a service's tasks over its subnets, so each of them must work: the verdict is the worst one, and without a
 * failure the slowest.
 */
export function judge({ spec, service, desired }: Judged, cloud: Cloud): Verdict {
  const revision = findRevision(textAt(spec, "taskDefinition") ?? "", cloud);
  if (revision === undefined) return fails(0, { stage: "placement", reason: "TaskDefinition not found." });
  const froms = vantagesOf(spec, cloud);
  if (froms.length === 0) return fails(0, { stage: "placement", reason: "the service's subnets are gone" });
  const grace = numberAt(service, "healthCheckGracePeriodSeconds") ?? 0;
  const verdicts = froms.map((from) => {
    const crowded = addressFault(from, Math.ceil(desired / froms.length), cloud);
    return crowded === undefined ? judgeLaunch(launchFrom(from, spec, revision, cloud), grace) : fails(0, crowded);
  });
  const failed = verdicts.find(({ healthy }) => !healthy);
  return failed ?? { healthy: true, seconds: Math.max(...verdicts.map(({ seconds }) => seconds)) };
}

function judgeLaunch(launch: Launch, grace: number): Verdict {
  const role = roleFault(launch);
  if (role !== undefined) return fails(0, role);
  for (const step of [loginFault, secretFault, pullFault, logFault]) {
    const failure = step(launch);
    if (failure !== undefined)
      return fails(failure.reason.includes("timeout") ? TIMES.timeout : TIMES.provisioning, failure);
  }
  const health = healthFault(launch);
  const balancer = balancerVerdict(launch, grace);
  const running = Math.max(startSeconds(launch) + healthSeconds(launch), balancer.seconds, TIMES.firstCheck);
  const exit = exitFault(launch, running);
  if (exit !== undefined) return fails(TIMES.provisioning + exit.seconds, exit.failure);
  if (health !== undefined) return fails(TIMES.provisioning + health.seconds, health.failure);
  if (balancer.failure !== undefined) return fails(TIMES.provisioning + balancer.seconds, balancer.failure);
  return { healthy: true, seconds: TIMES.provisioning + running };
}

const fails = (seconds: number, failure: TaskFailure): Verdict => ({
  healthy: false,
  seconds: Math.max(seconds, TIMES.firstCheck),
  failure,
});

/** Both roles are assumed before anything else happens. */
function roleFault({ revision, cloud }: Launch): TaskFailure | undefined {
  for (const property of ["executionRoleArn", "taskRoleArn"]) {
    const arn = textAt(revision.inputs, property) ?? "";
    if (arn === "" || (roleByArn(arn, cloud) !== undefined && mayAssume("ecs-tasks.amazonaws.com", arn, cloud)))
      continue;
    const reason =
      `ECS was unable to assume the role '${arn}' that was provided for this task. Please verify that the role being ` +
      "passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.";
    return { stage: "placement", reason };
  }
  return undefined;
}
