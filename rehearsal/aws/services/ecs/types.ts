/** Tokens and ARNs of ECS. The ARNs are of the long form, which names the cluster. */
import { makeArn } from "../../arn.ts";
import type { Cloud } from "../../cloud.ts";

export const CLUSTER = "aws:ecs/cluster:Cluster";
export const CLUSTER_CAPACITY_PROVIDERS = "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders";
export const CAPACITY_PROVIDER = "aws:ecs/capacityProvider:CapacityProvider";
export const TASK_DEFINITION = "aws:ecs/taskDefinition:TaskDefinition";
export const SERVICE = "aws:ecs/service:Service";

/** `ecsArn("service", "cluster/name", cloud)` is `arn:aws:ecs:<region>:<account>:service/cluster/name`. */
export function ecsArn(what: string, rest: string, { region, account }: Cloud): string {
  return makeArn({ service: "ecs", region, account, resource: `${what}/${rest}` });
}

/** The last part of an ARN, or the name itself: clusters and services may be named either way. */
export function nameOf(nameOrArn: string): string {
  return nameOrArn.split("/").at(-1) ?? nameOrArn;
}
