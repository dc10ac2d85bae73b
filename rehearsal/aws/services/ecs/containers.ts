/** Container definitions: the JSON text of a task definition, read into what the rehearsal goes by. */
import type { Properties, Value } from "../../../plugins/protocol/values.ts";
import { isObject } from "../../../plugins/protocol/values.ts";
import { textAt, textsAt } from "../../kind.ts";
import { numberAt, objectAt, objectsAt } from "../../parts.ts";

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly essential: boolean;
  /** CPU units. */
  readonly cpu?: number;
  /** MiB. */
  readonly memory?: number;
  readonly memoryReservation?: number;
  readonly privileged: boolean;
  readonly ports: readonly Port[];
  readonly environment: readonly string[];
  readonly secrets: readonly ContainerSecret[];
  readonly log?: ContainerLog;
  readonly healthCheck?: ContainerHealthCheck;
  /** ARN of the secret with which a registry other than ECR is logged in to. */
  readonly repositoryCredentials?: string;
  readonly raw: Properties;
}

export interface Port {
  readonly containerPort: number;
  readonly hostPort?: number;
  readonly protocol: string;
}

export interface ContainerSecret {
  /** Of the environment variable. */
  readonly name: string;
  /** ARN of a secret, `arn:json-key:version-stage:version-id`, or an SSM parameter's ARN or name. */
  readonly valueFrom: string;
}

export interface ContainerLog {
  readonly driver: string;
  readonly options: Readonly<Record<string, string>>;
}

/** Times in seconds. */
export interface ContainerHealthCheck {
  readonly command: readonly string[];
  readonly interval: number;
  readonly retries: number;
  readonly startPeriod: number;
}

/** @throws SyntaxError where the text is no JSON list of objects; the message is the provider's end of its own */
export function parseContainers(text: string): Container[] {
  const parsed: unknown = JSON.parse(text);
  if (!Array.isArray(parsed)) throw new SyntaxError("expected a JSON array of container definitions");
  return parsed.map((item: unknown) => {
    if (!isObject(item)) throw new SyntaxError("expected each container definition to be a JSON object");
    return containerOf(item);
  });
}

function containerOf(raw: Properties): Container {
  const log = objectAt(raw, "logConfiguration");
  const health = objectAt(raw, "healthCheck");
  const credentials = textAt(objectAt(raw, "repositoryCredentials"), "credentialsParameter");
  return {
    name: textAt(raw, "name") ?? "",
    image: textAt(raw, "image") ?? "",
    // ECS takes a container that doesn't say for essential.
    essential: raw["essential"] !== false,
    privileged: raw["privileged"] === true,
    ...numbers(raw),
    ports: objectsAt(raw, "portMappings").map(portOf),
    environment: objectsAt(raw, "environment").map((item) => textAt(item, "name") ?? ""),
    secrets: objectsAt(raw, "secrets").map((item) => ({
      name: textAt(item, "name") ?? "",
      valueFrom: textAt(item, "valueFrom") ?? "",
    })),
    ...(textAt(log, "logDriver") !== undefined && { log: logOf(log) }),
    ...(textsAt(health, "command").length > 0 && { healthCheck: healthCheckOf(health) }),
    ...(credentials !== undefined && { repositoryCredentials: credentials }),
    raw,
  };
}

function numbers(raw: Properties): Pick<Container, "cpu" | "memory" | "memoryReservation"> {
  const [cpu, memory, memoryReservation] = ["cpu", "memory", "memoryReservation"].map((name) => numberAt(raw, name));
  return {
    ...(cpu !== undefined && { cpu }),
    ...(memory !== undefined && { memory }),
    ...(memoryReservation !== undefined && { memoryReservation }),
  };
}

function portOf(item: Properties): Port {
  const hostPort = numberAt(item, "hostPort");
  return {
    containerPort: numberAt(item, "containerPort") ?? 0,
    ...(hostPort !== undefined && { hostPort }),
    protocol: textAt(item, "protocol") ?? "tcp",
  };
}

function logOf(log: Properties): ContainerLog {
  const options = Object.entries(objectAt(log, "options")).map(([name, value]) => [name, plainText(value)] as const);
  return { driver: textAt(log, "logDriver") ?? "", options: Object.fromEntries(options) };
}

/** ECS's defaults: every 30 s, 3 retries, no start period. */
function healthCheckOf(health: Properties): ContainerHealthCheck {
  return {
    command: textsAt(health, "command"),
    interval: numberAt(health, "interval") ?? 30,
    retries: numberAt(health, "retries") ?? 3,
    startPeriod: numberAt(health, "startPeriod") ?? 0,
  };
}

const plainText = (value: Value): string => (typeof value === "string" ? value : JSON.stringify(value));
