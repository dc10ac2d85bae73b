/**
 * Whether the load balancer would find a task healthy. ECS registers a task's address with the container's port: the
 * target group's own port is only what a target without one would get.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
import type { Properties } from "../../plugins/protocol/values.ts";
import type { Cloud } from "../cloud.ts";
import { textAt, textsAt } from "../kind.ts";
import { numberAt, objectAt, objectsAt } from "../parts.ts";
import type { Resource } from "../resource.ts";
import { balancersFor } from "../services/lb/actions.ts";
import { byArn, LOAD_BALANCERS, TARGET_GROUPS } from "../services/lb/types.ts";
import { answers, applicationOf } from "./container.ts";
import type { Launch } from "./launch.ts";
import { connects } from "./permits.ts";
import { TIMES } from "./verdict.ts";
import type { TaskFailure } from "./verdict.ts";
import { vantagesIn } from "./vantage.ts";
import type { Vantage } from "./vantage.ts";

export interface TargetSide {
  readonly targetGroup: Resource;
  readonly containerName: string;
  readonly containerPort: number;
}

/** Each of a service's target groups with the container behind it; those that are gone are left out. */
export function targetsOf(spec: Properties, cloud: Cloud): TargetSide[] {
  return objectsAt(spec, "loadBalancers").flatMap((item) => {
    const targetGroup = targetGroupByArn(textAt(item, "targetGroupArn") ?? "", cloud);
    const containerName = textAt(item, "containerName") ?? "";
    return targetGroup === undefined
      ? []
      : [{ targetGroup, containerName, containerPort: numberAt(item, "containerPort") ?? 0 }];
  });
}

export function targetGroupByArn(arn: string, cloud: Cloud): Resource | undefined {
  return byArn(arn, TARGET_GROUPS, cloud);
}

/** The load balancers that have a listener, or a listener's rule, which forwards to the target group. */
export function balancersOf(targetGroupArn: string, cloud: Cloud): Resource[] {
  return balancersFor(targetGroupArn, cloud).flatMap((arn) => byArn(arn, LOAD_BALANCERS, cloud) ?? []);
}

export interface HealthCheck {
  readonly protocol: string;
  readonly path: string;
  /** Undefined for the port of the traffic. */
  readonly port?: number;
  /** `200`, `200-299`, `200,302`. */
  readonly matcher: string;
  /** Seconds. */
  readonly interval: number;
  readonly unhealthyThreshold: number;
}

/** With the provider's defaults: HTTP, `/`, 200, every 30 s, unhealthy after 3. */
export function healthCheckOf({ inputs }: Resource): HealthCheck {
  const check = objectAt(inputs, "healthCheck");
  const port = Number(textAt(check, "port") ?? numberAt(check, "port"));
  const isTcp = ["TCP", "TLS", "UDP", "TCP_UDP"].includes(textAt(inputs, "protocol") ?? "HTTP");
  return {
    protocol: textAt(check, "protocol") ?? (isTcp ? "TCP" : "HTTP"),
    path: textAt(check, "path") ?? "/",
    ...(port > 0 && { port }),
    matcher: textAt(check, "matcher") ?? "200",
    interval: numberAt(check, "interval") ?? 30,
    unhealthyThreshold: numberAt(check, "unhealthyThreshold") ?? 3,
  };
}

/**
 * What the load balancer's health checks come to. `grace` are the seconds for which ECS lets failed ones pass.
 * @returns how many seconds after the containers' start a check passes, or ECS gives the task up
 */
export function balancerVerdict(launch: Launch, grace: number): { seconds: number; failure?: TaskFailure } {
  let seconds = 0;
  for (const target of targetsOf(launch.spec, launch.cloud)) {
    const check = healthCheckOf(target.targetGroup);
    const patience = grace + check.interval * check.unhealthyThreshold;
    const arn = textAt(target.targetGroup.outputs, "arn") ?? target.targetGroup.id;
    const judged = checked(target, check, patience, launch);
    if (judged.detail !== undefined) {
      const reason = `Task failed ELB health checks in (target-group ${arn})`;
      const failure: TaskFailure = { stage: "elb-health", reason, targetGroup: arn, detail: judged.detail };
      return { seconds: patience, failure };
    }
    seconds = Math.max(seconds, judged.seconds);
  }
  return { seconds };
}

const TIMED_OUT = "Request timed out";

/** The first check that passes makes a new target healthy; the next one after it listens is waited for. */
function checked(
  target: TargetSide,
  check: HealthCheck,
  patience: number,
  launch: Launch,
): { seconds: number; detail?: string } {
  const port = check.port ?? target.containerPort;
  if (!reaches(target.targetGroup, launch.from, port, launch.cloud)) return { seconds: 0, detail: TIMED_OUT };
  const container = launch.containers.find(({ name }) => name === target.containerName);
  const application = container === undefined ? undefined : applicationOf(container, launch);
  if (application === "anything") return { seconds: TIMES.firstCheck };
  const listens = application?.listens;
  // Nobody listens on the port: the connection is refused, which a target group calls a failed check without a code.
  if (listens?.port !== port) return { seconds: 0, detail: "Health checks failed" };
  if (listens.startSeconds > patience) return { seconds: 0, detail: "Health checks failed" };
  const detail = answerFault(check, answers(listens, check.path) ? 200 : 404);
  const seconds = listens.startSeconds + Math.min(check.interval, TIMES.firstCheck);
  return detail === undefined ? { seconds } : { seconds: 0, detail };
}

function answerFault({ protocol, matcher }: HealthCheck, code: number): string | undefined {
  if (protocol === "TCP") return undefined;
  // The applications speak HTTP: a TLS handshake with one of them fails.
  if (protocol !== "HTTP") return "Health checks failed";
  return matches(matcher, code) ? undefined : `Health checks failed with these codes: [${code}]`;
}

function matches(matcher: string, code: number): boolean {
  return matcher.split(",").some((part) => {
    const [from = "", to = from] = part.trim().split("-");
    return Number(from) <= code && code <= Number(to);
  });
}

/** By the security groups of both, from each subnet of each load balancer that forwards to the group. */
function reaches(targetGroup: Resource, task: Vantage, port: number, cloud: Cloud): boolean {
  const arn = textAt(targetGroup.outputs, "arn") ?? targetGroup.id;
  const balancers = balancersOf(arn, cloud);
  return balancers.length > 0 && balancers.every((one) => balancerReaches(one, task, port, cloud));
}

export function balancerReaches(balancer: Resource, task: Vantage, port: number, cloud: Cloud): boolean {
  const ends = vantagesOfBalancer(balancer, cloud);
  return ends.length > 0 && ends.every((end) => end.vpcId === task.vpcId && connects(end, task, port, cloud));
}

/** One for each of its subnets. */
export function vantagesOfBalancer({ inputs, outputs }: Resource, cloud: Cloud): Vantage[] {
  const mapped = objectsAt(inputs, "subnetMappings").map((item) => textAt(item, "subnetId") ?? "");
  const subnets = [...new Set([...textsAt(inputs, "subnets"), ...mapped])];
  const groups = textsAt(outputs, "securityGroups");
  return vantagesIn(subnets, groups.length > 0 ? groups : textsAt(inputs, "securityGroups"), cloud);
}
