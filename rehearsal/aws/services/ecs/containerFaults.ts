/**
 * What ECS refuses of the containers of a task definition. The sentences are ECS's own where they are known by heart;
 * the others say the same in its manner.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 */
import type { Container, ContainerLog } from "./containers.ts";

/** What of the task the containers are judged against. */
export interface TaskSide {
  readonly isFargate: boolean;
  readonly isAwsvpc: boolean;
  readonly hasExecutionRole: boolean;
  /** CPU units and MiB of the whole task, where it says. */
  readonly cpu?: number;
  readonly memory?: number;
}

export function containerFaults(containers: readonly Container[], task: TaskSide): string[] {
  if (containers.length === 0) return ["Container list cannot be empty."];
  const names = containers.map(({ name }) => name);
  return [
    ...(containers.some(({ essential }) => essential) ? [] : ["At least one container must be marked as essential."]),
    ...(new Set(names).size < names.length ? ["Container.name contains duplicates."] : []),
    ...containers.flatMap((container) => oneFaults(container, task)),
    ...sumFaults(containers, task),
  ];
}

function oneFaults(container: Container, task: TaskSide): string[] {
  const { name, image, log } = container;
  return [
    ...(name === "" ? ["Container.name should not be null or empty."] : []),
    ...(name === "" || /^[a-zA-Z0-9_-]{1,255}$/.test(name)
      ? []
      : [`Container.name '${name}' may only contain letters, numbers, hyphens and underscores, 255 at most.`]),
    ...(image === "" ? ["Container.image should not be null or empty."] : []),
    ...portFaults(container, task),
    ...secretFaults(container, task),
    ...(log === undefined ? [] : logFaults(log, task)),
    ...(task.isFargate ? fargateFaults(container, task) : memoryFaults(container, task)),
  ];
}

function portFaults({ ports }: Container, { isAwsvpc }: TaskSide): string[] {
  const taken = ports.map(({ containerPort, protocol }) => `${containerPort}/${protocol}`);
  return [
    ...ports
      .filter(({ containerPort }) => !Number.isInteger(containerPort) || containerPort < 1 || containerPort > 65_535)
      .map(({ containerPort }) => `Invalid 'containerPort' setting: ${containerPort} is not in the range 1-65535.`),
    ...ports
      .filter(({ protocol }) => protocol !== "tcp" && protocol !== "udp")
      .map(({ protocol }) => `Invalid 'protocol' setting '${protocol}': use tcp or udp.`),
    ...(isAwsvpc && ports.some(({ hostPort, containerPort }) => (hostPort ?? containerPort) !== containerPort)
      ? ["When networkMode=awsvpc, the host ports and container ports in port mappings must match."]
      : []),
    ...(new Set(taken).size < taken.length ? ["Port mappings contain duplicates."] : []),
  ];
}

function secretFaults({ secrets, environment }: Container, { hasExecutionRole }: TaskSide): string[] {
  const names = [...environment, ...secrets.map(({ name }) => name)];
  const twice = secrets.find(({ name }) => names.filter((other) => other === name).length > 1);
  return [
    ...(secrets.some(({ name, valueFrom }) => name === "" || valueFrom === "")
      ? ["Secret.name and Secret.valueFrom should not be null or empty."]
      : []),
    ...(twice === undefined
      ? []
      : [
          "The secret name must be unique and not shared with any new or existing environment variables set on the " +
            `container, such as '${twice.name}'.`,
        ]),
    ...(secrets.length > 0 && !hasExecutionRole
      ? ["When you are specifying container secrets, you must also specify a value for 'executionRoleArn'."]
      : []),
  ];
}

const FARGATE_LOG_DRIVERS = ["awslogs", "splunk", "awsfirelens"];
/** Those of the awslogs driver. @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html */
const AWSLOGS_OPTIONS = new Set([
  "awslogs-create-group",
  "awslogs-region",
  "awslogs-endpoint",
  "awslogs-group",
  "awslogs-stream-prefix",
  "awslogs-datetime-format",
  "awslogs-multiline-pattern",
  "mode",
  "max-buffer-size",
]);

function logFaults({ driver, options }: ContainerLog, { isFargate, hasExecutionRole }: TaskSide): string[] {
  if (isFargate && !FARGATE_LOG_DRIVERS.includes(driver)) {
    return [`Fargate does not support the log driver ${driver}: use ${FARGATE_LOG_DRIVERS.join(", ")}.`];
  }
  if (driver !== "awslogs") return [];
  const needed = ["awslogs-group", "awslogs-region", ...(isFargate ? ["awslogs-stream-prefix"] : [])];
  const missing = needed.filter((name) => (options[name] ?? "") === "");
  const unknown = Object.keys(options).filter((name) => !AWSLOGS_OPTIONS.has(name));
  return [
    ...(missing.length > 0 ? [`Log driver awslogs requires options: ${missing.join(", ")}`] : []),
    ...(unknown.length > 0 ? [`Log driver awslogs disallows options: ${unknown.join(", ")}`] : []),
    ...(isFargate && !hasExecutionRole
      ? ["Fargate requires task definition to have execution role ARN to support log driver awslogs."]
      : []),
  ];
}

function fargateFaults({ image, privileged }: Container, { hasExecutionRole }: TaskSide): string[] {
  return [
    ...(privileged ? ["Tasks using the Fargate launch type do not support the 'privileged' parameter."] : []),
    ...(isEcrImage(image) && !hasExecutionRole
      ? ["Fargate requires task definition to have execution role ARN to support ECR images."]
      : []),
  ];
}

function memoryFaults({ memory, memoryReservation, name }: Container, task: TaskSide): string[] {
  return (memory ?? memoryReservation ?? task.memory) === undefined
    ? [`Invalid setting for container '${name}'. At least one of 'memory' or 'memoryReservation' must be specified.`]
    : [];
}

function sumFaults(containers: readonly Container[], { cpu, memory }: TaskSide): string[] {
  const sum = (pick: (container: Container) => number | undefined): number =>
    containers.reduce((total, container) => total + (pick(container) ?? 0), 0);
  const reserved = sum(({ memoryReservation, memory: hard }) => memoryReservation ?? hard);
  return [
    ...(cpu !== undefined && sum((container) => container.cpu) > cpu
      ? ["The sum of all 'cpu' settings of the containers must not be greater than the task's 'cpu'."]
      : []),
    ...(memory !== undefined && reserved > memory
      ? ["The sum of all 'memory' settings of the containers must not be greater than the task's 'memory'."]
      : []),
    ...(memory !== undefined && containers.some((container) => (container.memory ?? 0) > memory)
      ? ["The 'memory' setting of a container must not be greater than the task's 'memory'."]
      : []),
  ];
}

/** Whether the image lies in a private registry of ECR. */
export function isEcrImage(image: string): boolean {
  return /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\//.test(image);
}
