/**
 * Task definitions. Each change of one registers a new revision and takes the old one out of use, so everything but tags
 * replaces. The provider's id is the family; here it is the ARN, which is what the provider imports by too, because
 * for a moment two revisions of a family exist side by side.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 */
import { between, elements, known, matches, oneOf, refuse } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import type { Kind } from "../../kind.ts";
import { textAt, textsAt } from "../../kind.ts";
import { objectsAt } from "../../parts.ts";
import type { Failure } from "../../../plugins/protocol/provider.ts";
import { hasUnknown, textOf } from "../../../plugins/protocol/values.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { roleByArn } from "../iam/roles.ts";
import { containerFaults } from "./containerFaults.ts";
import type { TaskSide } from "./containerFaults.ts";
import { parseContainers } from "./containers.ts";
import { cpuUnits, isFargateSize, memoryMib } from "./fargateSizes.ts";
import { deregister, register } from "./revisions.ts";
import { TASK_DEFINITION } from "./types.ts";

export const taskDefinition: Kind = {
  type: TASK_DEFINITION,
  replaces: [
    "containerDefinitions",
    "cpu",
    "enableFaultInjection",
    "ephemeralStorage",
    "ephemeralStorage.**",
    "executionRoleArn",
    "family",
    "ipcMode",
    "memory",
    "networkMode",
    "pidMode",
    "placementConstraints",
    "placementConstraints.**",
    "proxyConfiguration",
    "proxyConfiguration.**",
    "requiresCompatibilities",
    "runtimePlatform",
    "runtimePlatform.**",
    "taskRoleArn",
    "volumes",
    "volumes.**",
  ],
  sets: ["requiresCompatibilities", "placementConstraints", "volumes"],
  check: taskFaults,
  create({ inputs }, cloud) {
    const [fault] = taskFaults(inputs);
    if (fault !== undefined) throw new AwsError("ClientException", fault.reason);
    refuseMissingRoles(inputs, cloud);
    const { arn, revision, family } = register(inputs, cloud);
    return {
      id: arn,
      outputs: {
        arn,
        arnWithoutRevision: arn.slice(0, arn.lastIndexOf(":")),
        revision,
        family,
        networkMode: inputs["networkMode"] ?? "bridge",
        enableFaultInjection: inputs["enableFaultInjection"] ?? false,
      },
    };
  },
  update: () => ({}),
  remove({ id, inputs }, cloud) {
    if (inputs["skipDestroy"] !== true) deregister(id, cloud);
  },
};

const NETWORK_MODES = ["awsvpc", "bridge", "host", "none"];

function taskFaults(inputs: Properties): Failure[] {
  return [
    ...matches(inputs, "family", /^[0-9A-Za-z_-]{1,255}$/, "letters, digits, hyphens and underscores, 255 at most"),
    ...oneOf(inputs, "networkMode", NETWORK_MODES),
    ...oneOf(inputs, "ipcMode", ["host", "task", "none"]),
    ...oneOf(inputs, "pidMode", ["host", "task"]),
    ...oneOf(inputs, "runtimePlatform.cpuArchitecture", ["X86_64", "ARM64"]),
    ...between(inputs, "ephemeralStorage.sizeInGib", 21, 200),
    ...elements(inputs, "requiresCompatibilities").flatMap((item) =>
      oneOf(inputs, item, ["EC2", "EXTERNAL", "FARGATE", "MANAGED_INSTANCES"]),
    ),
    ...(isFargate(inputs) ? sizeFaults(inputs) : []),
    ...definitionFaults(inputs),
  ];
}

function isFargate(inputs: Properties): boolean {
  return elements(inputs, "requiresCompatibilities").some((item) => known(inputs, item) === "FARGATE");
}

function sizeFaults(inputs: Properties): Failure[] {
  if (hasUnknown(inputs["cpu"] ?? null) || hasUnknown(inputs["memory"] ?? null)) return [];
  const mode = known(inputs, "networkMode");
  if (mode !== "awsvpc" && !hasUnknown(inputs["networkMode"] ?? null)) {
    return refuse("networkMode", "Fargate only supports network mode 'awsvpc'.");
  }
  const cpu = known(inputs, "cpu");
  const memory = known(inputs, "memory");
  if (cpu === undefined) return refuse("cpu", "Fargate requires that 'cpu' be defined at the task level.");
  if (memory === undefined) return refuse("memory", "Fargate requires that 'memory' be defined at the task level.");
  const [units, mib] = [cpuUnits(textOf(cpu)), memoryMib(textOf(memory))];
  if (units === undefined) return refuse("cpu", `Invalid 'cpu' setting for task: ${textOf(cpu)}`);
  if (mib === undefined) return refuse("memory", `Invalid 'memory' setting for task: ${textOf(memory)}`);
  if (isFargateSize(units, mib)) return [];
  const given = `${units} CPU, ${mib} memory`;
  return refuse(
    "memory",
    `No Fargate configuration exists for given values: ${given}. See the Amazon ECS documentation for the valid values.`,
  );
}

function definitionFaults(inputs: Properties): Failure[] {
  const text = known(inputs, "containerDefinitions");
  if (typeof text !== "string") return [];
  try {
    return containerFaults(parseContainers(text), sideOf(inputs)).map((reason) => ({
      property: "containerDefinitions",
      reason,
    }));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const reason = `ECS Task Definition container_definitions is invalid: Error decoding JSON: ${error.message}`;
    return refuse("containerDefinitions", reason);
  }
}

function sideOf(inputs: Properties): TaskSide {
  const cpu = cpuUnits(textAt(inputs, "cpu") ?? "");
  const memory = memoryMib(textAt(inputs, "memory") ?? "");
  return {
    isFargate: isFargate(inputs),
    isAwsvpc: known(inputs, "networkMode") === "awsvpc",
    // A role that is yet to come is one.
    hasExecutionRole: (inputs["executionRoleArn"] ?? null) !== null,
    ...(cpu !== undefined && { cpu }),
    ...(memory !== undefined && { memory }),
  };
}

function refuseMissingRoles(inputs: Properties, cloud: Cloud): void {
  for (const property of ["taskRoleArn", "executionRoleArn"]) {
    const arn = textAt(inputs, property);
    if (arn !== undefined && roleByArn(arn, cloud) === undefined) {
      throw new AwsError("ClientException", "Role is not valid");
    }
  }
  if (
    textsAt(inputs, "requiresCompatibilities").includes("FARGATE") &&
    objectsAt(inputs, "placementConstraints").length > 0
  ) {
    throw new AwsError("ClientException", "Task definition placement constraints are not supported on Fargate.");
  }
}
