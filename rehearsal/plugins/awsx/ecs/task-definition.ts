/**
 * awsx:ecs:FargateTaskDefinition, with its log group and its two roles.
 * @see https://www.pulumi.com/registry/packages/awsx/api-docs/ecs/fargatetaskdefinition/
 */
import { textOf } from "../../protocol/values.ts";
import { Arguments } from "../construction/arguments.ts";
import type { Component, Resource } from "../construction/component.ts";
import type { Input, Inputs, Output } from "../construction/output.ts";
import { makeLogGroup } from "../parts/log-group.ts";
import { makeRole, shortHash, trustOf } from "../parts/role.ts";
import { containerDefinitions, loadBalancers, namedContainers } from "./containers.ts";
import { fargateSize } from "./sizes.ts";

export const TASK_DEFINITION = "awsx:ecs:FargateTaskDefinition";
const EXECUTION_POLICY = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";
/** What the task definition itself doesn't take. */
const NOT_ITS_OWN = ["container", "containers", "logGroup", "taskRole", "executionRole"] as const;

export interface TaskDefinition {
  readonly resource: Resource;
  readonly loadBalancers: Input;
  readonly outputs: Inputs;
}

export function buildTaskDefinition(component: Component): Inputs {
  return makeTaskDefinition(new Arguments(component, component.inputs), component.self).outputs;
}

/** @param parent what its children stand under */
export function makeTaskDefinition(args: Arguments, parent: Resource): TaskDefinition {
  const { component } = args;
  const { name } = component;
  const containers = namedContainers(args);
  const wanted = args.inner("logGroup");
  const logs = wanted?.values["skip"] === true ? undefined : makeLogGroup(component, name, wanted, parent);
  const assumeRolePolicy = trustOf("ecs-tasks.amazonaws.com", "");
  const role = (suffix: string, input: string, policyArns: readonly string[]) =>
    makeRole(component, `${name}-${suffix}`, args.inner(input), { assumeRolePolicy, policyArns }, parent);
  const task = role("task", "taskRole", []);
  const execution = role("execution", "executionRole", [EXECUTION_POLICY]);
  const definitions = containerDefinitions(containers, logs);
  const text = definitions.apply((known) => JSON.stringify(known));
  const resource = component.child(
    "aws:ecs/taskDefinition:TaskDefinition",
    name,
    {
      ...sizeOf(definitions),
      ...args.rest(...NOT_ITS_OWN),
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      taskRoleArn: task.arn,
      executionRoleArn: execution.arn,
      family: args.get("family") ?? text.apply((known) => `${name}-${shortHash(component.stack + textOf(known))}`),
      containerDefinitions: text,
    },
    { parent },
  );
  const balancers = loadBalancers(containers);
  return {
    resource,
    loadBalancers: balancers,
    outputs: {
      taskDefinition: resource.reference,
      logGroup: logs?.made?.reference,
      taskRole: task.role?.reference,
      executionRole: execution.role?.reference,
      loadBalancers: balancers,
    },
  };
}

function sizeOf(definitions: Output): { cpu: Output; memory: Output } {
  const size = definitions.apply((known) => fargateSize(Array.isArray(known) ? known : []));
  return { cpu: size.at("cpu"), memory: size.at("memory") };
}
