/** What can be said about a service's arguments before anything exists. */
import type { Fault, Label } from "@tidegate/faults";
import { portFaults, textFaults, wholeNumberFaults } from "@tidegate/faults";
import type { Container } from "./container.ts";
import { MAXIMUM_PERCENT, MINIMUM_HEALTHY_PERCENT, STEADY_MINUTES, STOP_SECONDS } from "./defaults.ts";
import { retentionFaults } from "../watch/retention.ts";
import type { FargateServiceArgs } from "./serviceArgs.ts";
import { fargateSizeFaults } from "./fargateSizes.ts";
import { imageFaults } from "./image.ts";
import { ecsNameFaults } from "./names.ts";
import { scalingFaults } from "./scaling.ts";

/** The arguments that are plain values, which a stack knows before it makes anything. */
export type ServiceChoice = Pick<
  FargateServiceArgs,
  | "serviceName"
  | "family"
  | "cpu"
  | "memory"
  | "container"
  | "image"
  | "scaling"
  | "logRetentionDays"
  | "healthCheckGraceSeconds"
  | "steadyMinutes"
  | "taskDefinitionRevision"
  | "minimumHealthyPercent"
  | "maximumPercent"
> & {
  /** Whether a load balancer or Cloud Map sends requests: they need the container's port. */
  readonly reached?: "load-balancer" | "discovery" | "nobody";
};

/** Everything that is wrong with a service's plain arguments. */
export function fargateServiceFaults(args: ServiceChoice, label: Label): Fault[] {
  const { logRetentionDays, steadyMinutes, taskDefinitionRevision } = args;
  return [
    ...ecsNameFaults(label("serviceName"), args.serviceName, 255),
    ...ecsNameFaults(label("family"), args.family, LONGEST_FAMILY),
    ...fargateSizeFaults(args, label),
    ...containerFaults(args.container, label),
    ...reachFaults(args, label),
    ...imageFaults(args.image, label),
    ...scalingFaults(args.scaling, label),
    ...(logRetentionDays === undefined ? [] : retentionFaults(label("logRetentionDays"), logRetentionDays)),
    ...wholeNumberFaults(label("steadyMinutes"), steadyMinutes ?? STEADY_MINUTES, 1, 180),
    ...wholeNumberFaults(label("taskDefinitionRevision"), taskDefinitionRevision ?? 1, 1, 2 ** 31 - 1),
    ...percentFaults(args, label),
  ];
}

function containerFaults(container: Container, label: Label): Fault[] {
  const environment = Object.keys(container.environment ?? {});
  const secrets = Object.keys(container.secrets ?? {});
  const at = (field: string) => label(`container.${field}`);
  return [
    ...ecsNameFaults(at("name"), container.name, 255),
    ...(container.port === undefined ? [] : portFaults(label("port"), container.port)),
    ...environment.flatMap((key) => variableFaults(at("environment"), key)),
    ...secrets.flatMap((key) => variableFaults(at("secrets"), key)),
    ...secrets
      .filter((key) => environment.includes(key))
      .map((key) => ({ path: at("secrets"), given: key, accepted: "a variable that isn't in environment too" })),
    ...wholeNumberFaults(at("stopSeconds"), container.stopSeconds ?? STOP_SECONDS, 2, 120),
    ...textFaults(at("user"), container.user ?? "0", /^\w[\w.-]*(:\w[\w.-]*)?$/, "a user, or user:group"),
    ...textFaults(
      at("healthCommand"),
      container.healthCommand?.[0] ?? "CMD",
      /^CMD(-SHELL)?$/,
      "CMD or CMD-SHELL, then the command",
    ),
  ];
}

function variableFaults(path: string, key: string): Fault[] {
  return textFaults(path, key, /^[A-Za-z_]\w*$/, "a variable's name: letters, digits and underscores, no digit first");
}

function reachFaults({ container, reached, healthCheckGraceSeconds }: ServiceChoice, label: Label): Fault[] {
  const portless = container.port === undefined && reached !== undefined && reached !== "nobody";
  const grace = healthCheckGraceSeconds ?? 0;
  return [
    ...(portless
      ? [{ path: label("port"), given: undefined, accepted: "the container's port: requests are sent there" }]
      : []),
    ...wholeNumberFaults(label("healthCheckGraceSeconds"), grace, 0, 2 ** 31 - 1),
    ...(healthCheckGraceSeconds !== undefined && reached !== undefined && reached !== "load-balancer"
      ? [{ path: label("healthCheckGraceSeconds"), given: grace, accepted: "nothing without a load balancer" }]
      : []),
  ];
}

/** With 100 and 100, ECS may neither start a task before it stops one, nor stop one before. */
function percentFaults(args: ServiceChoice, label: Label): Fault[] {
  const least = args.minimumHealthyPercent ?? MINIMUM_HEALTHY_PERCENT;
  const most = args.maximumPercent ?? MAXIMUM_PERCENT;
  const faults = [
    ...wholeNumberFaults(label("minimumHealthyPercent"), least, 0, 100),
    ...wholeNumberFaults(label("maximumPercent"), most, 100, 200),
  ];
  return faults.length === 0 && most <= least
    ? [
        {
          path: label("maximumPercent"),
          given: most,
          accepted: `more than ${label("minimumHealthyPercent")}, ${least}`,
        },
      ]
    : faults;
}

/** The names of the two roles are the family and a suffix, and a role's name has 64 characters at most. */
const LONGEST_FAMILY = 64 - "-execution".length;
