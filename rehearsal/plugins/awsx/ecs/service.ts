/**
 * awsx:ecs:FargateService, with its task definition unless it is given one.
 * @see https://www.pulumi.com/registry/packages/awsx/api-docs/ecs/fargateservice/
 */
import { isReference } from "../../protocol/values.ts";
import { Arguments, refuseTogether } from "../construction/arguments.ts";
import type { Component } from "../construction/component.ts";
import { join, outputOf, type Input, type Inputs } from "../construction/output.ts";
import { findDefaultVpc } from "../parts/default-vpc.ts";
import { openGroup } from "../parts/open-group.ts";
import { makeTaskDefinition, TASK_DEFINITION } from "./task-definition.ts";

/** What the service itself doesn't take. */
const NOT_ITS_OWN = [
  "taskDefinitionArgs",
  "assignPublicIp",
  "continueBeforeSteadyState",
  "useClusterDefaultCapacityProviderStrategy",
] as const;

export function buildService(component: Component): Inputs {
  const args = new Arguments(component, component.inputs);
  refuseTogether(args, "taskDefinition", "taskDefinitionArgs");
  refuseTogether(args, "networkConfiguration", "assignPublicIp");
  refuseTogether(args, "capacityProviderStrategies", "useClusterDefaultCapacityProviderStrategy");
  const described = args.inner("taskDefinitionArgs");
  const made = described && makeTaskDefinition(described, component.inner(TASK_DEFINITION, component.name));
  const taskDefinition = made?.resource.output("arn") ?? args.get("taskDefinition");
  if (taskDefinition === undefined) throw new Error("Give one of `taskDefinition` and `taskDefinitionArgs`");
  const strategy =
    args.has("capacityProviderStrategies") || args.values["useClusterDefaultCapacityProviderStrategy"] === true;
  const service = component.child("aws:ecs/service:Service", component.name, {
    desiredCount: 1,
    ...args.rest(...NOT_ITS_OWN),
    networkConfiguration: args.get("networkConfiguration") ?? defaultNetwork(args),
    cluster: clusterOf(args),
    launchType: strategy ? undefined : "FARGATE",
    loadBalancers: args.get("loadBalancers") ?? made?.loadBalancers,
    waitForSteadyState: args.get("continueBeforeSteadyState")?.apply((known) => known !== true) ?? true,
    taskDefinition,
  });
  return { service: service.reference, taskDefinition: made?.resource.reference };
}

function clusterOf(args: Arguments): Input {
  const cluster = args.values["cluster"] ?? null;
  return isReference(cluster) ? args.component.look(cluster).at("arn") : args.get("cluster");
}

/** The default VPC's subnets, and a security group `<name>-sg` that is open to everyone. */
function defaultNetwork(args: Arguments): Inputs {
  const { component } = args;
  const found = findDefaultVpc(component);
  const type = "aws:ec2/securityGroup:SecurityGroup";
  const group = component.child(type, `${component.name}-sg`, openGroup(found.vpcId));
  const assignPublicIp = args.get("assignPublicIp") ?? outputOf(false);
  const { publicSubnetIds, privateSubnetIds } = found;
  const subnets = join({ assignPublicIp, publicSubnetIds, privateSubnetIds }, (known) => {
    if (known["assignPublicIp"] === true) return known["publicSubnetIds"];
    const ids = known["privateSubnetIds"];
    if (Array.isArray(ids) && ids.length > 0) return ids;
    throw new Error(
      "The default VPC has no private subnets: set `assignPublicIp` to true, or give `networkConfiguration`",
    );
  });
  return { subnets, assignPublicIp, securityGroups: [group.id] };
}
