/**
 * Whether the awslogs driver can begin: a container whose log can't be written isn't started.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
 */
import type { Cloud } from "../cloud.ts";
import { LOG_GROUP } from "../services/logs/logGroup.ts";
import type { Container } from "../services/ecs/containers.ts";
import { timeout } from "./launch.ts";
import type { Launch } from "./launch.ts";
import { accessDenied, denial } from "./permissions.ts";
import { aside } from "./pull.ts";
import { failsToStart, TASK_ID } from "./verdict.ts";
import type { TaskFailure } from "./verdict.ts";
import { wayTo } from "./way.ts";

export function logFault(launch: Launch): TaskFailure | undefined {
  for (const container of launch.containers) {
    const fault =
      container.log?.driver === "awslogs" ? driverFault(container, container.log.options, launch) : undefined;
    if (fault !== undefined) {
      return failsToStart(`ResourceInitializationError: failed to validate logger args: ${fault} : exit status 1`);
    }
  }
  return undefined;
}

type Options = Readonly<Record<string, string>>;

function driverFault({ name }: Container, options: Options, launch: Launch): string | undefined {
  const { executionRole, from, cloud } = launch;
  const group = options["awslogs-group"] ?? "";
  const region = options["awslogs-region"] ?? cloud.region;
  const creating = "create stream has been retried 1 times: failed to create Cloudwatch log stream: ";
  const way = wayTo("logs", from, cloud);
  if (!way.open) {
    const cause = timeout("Post", `https://logs.${region}.amazonaws.com/`);
    return `${creating}RequestError: send request failed caused by: ${cause}${aside(way.why)}`;
  }
  const arn = `arn:aws:logs:${region}:${cloud.account}:log-group:${group}`;
  // Permission is asked for first: who may not write to a group doesn't hear whether it is there.
  const stream = `${options["awslogs-stream-prefix"] ?? ""}/${name}/${TASK_ID}`;
  const request = { action: "logs:CreateLogStream", resource: `${arn}:log-stream:${stream}`, endpoint: way.endpoint };
  const why = denial(executionRole, request, cloud);
  if (why !== undefined) return `${creating}${accessDenied(executionRole, request, why)}`;
  if (exists(group, region, cloud)) return undefined;
  if (options["awslogs-create-group"] !== "true") {
    return `${creating}ResourceNotFoundException: The specified log group does not exist.`;
  }
  const making = { action: "logs:CreateLogGroup", resource: `${arn}:log-stream:`, endpoint: way.endpoint };
  const whyNot = denial(executionRole, making, cloud);
  return whyNot === undefined
    ? undefined
    : `failed to create Cloudwatch log group: ${accessDenied(executionRole, making, whyNot)}`;
}

function exists(group: string, region: string, cloud: Cloud): boolean {
  return cloud.everywhere(LOG_GROUP).some((found) => found.region === region && found.outputs["name"] === group);
}
