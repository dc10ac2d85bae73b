/**
 * Who has network interfaces in a subnet, and who wears a security group: what keeps both from being deleted.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/requester-managed-eni.html
 */
import { elements, known } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import type { Resource } from "../../resource.ts";
import * as types from "./types.ts";

/** How a type names its subnets and security groups: paths into its outputs, `[]` for each element of a list. */
interface Wearer {
  readonly type: string;
  readonly subnets?: string;
  readonly securityGroups?: string;
  /** Whether it has interfaces now. */
  readonly active?: (resource: Resource) => boolean;
}

const WEARERS: readonly Wearer[] = [
  { type: types.NAT_GATEWAY, subnets: "subnetId" },
  { type: types.VPC_ENDPOINT, subnets: "subnetIds", securityGroups: "securityGroupIds" },
  { type: "aws:lb/loadBalancer:LoadBalancer", subnets: "subnets", securityGroups: "securityGroups" },
  { type: "aws:alb/loadBalancer:LoadBalancer", subnets: "subnets", securityGroups: "securityGroups" },
  { type: "aws:apigatewayv2/vpcLink:VpcLink", subnets: "subnetIds", securityGroups: "securityGroupIds" },
  {
    type: "aws:ecs/service:Service",
    subnets: "networkConfiguration.subnets",
    securityGroups: "networkConfiguration.securityGroups",
    active: ({ outputs }) => outputs["desiredCount"] !== 0,
  },
  { type: "aws:rds/instance:Instance", securityGroups: "vpcSecurityGroupIds" },
  { type: "aws:rds/cluster:Cluster", securityGroups: "vpcSecurityGroupIds" },
  {
    type: "aws:msk/serverlessCluster:ServerlessCluster",
    subnets: "vpcConfigs[].subnetIds",
    securityGroups: "vpcConfigs[].securityGroupIds",
  },
  {
    type: "aws:lambda/function:Function",
    subnets: "vpcConfig.subnetIds",
    securityGroups: "vpcConfig.securityGroupIds",
  },
  { type: "aws:ec2/instance:Instance", subnets: "subnetId", securityGroups: "vpcSecurityGroupIds" },
  { type: "aws:ec2/networkInterface:NetworkInterface", subnets: "subnetId", securityGroups: "securityGroups" },
  { type: "aws:elasticache/replicationGroup:ReplicationGroup", securityGroups: "securityGroupIds" },
];

/** What has an interface in the subnet. */
export function inSubnet(subnetId: string, cloud: Cloud): Resource[] {
  return wearing(({ subnets }) => subnets, subnetId, cloud);
}

/** What has an interface that wears the security group. */
export function wearingGroup(securityGroupId: string, cloud: Cloud): Resource[] {
  return wearing(({ securityGroups }) => securityGroups, securityGroupId, cloud);
}

function wearing(pathOf: (wearer: Wearer) => string | undefined, id: string, cloud: Cloud): Resource[] {
  return WEARERS.flatMap((wearer) => {
    const path = pathOf(wearer);
    if (path === undefined) return [];
    return cloud
      .list(wearer.type)
      .filter((resource) => wearer.active?.(resource) ?? true)
      .filter(({ outputs }) => idsAt(outputs, path).includes(id));
  });
}

function idsAt(outputs: Properties, path: string): string[] {
  const [list = "", rest] = path.split("[].");
  if (rest !== undefined) return elements(outputs, list).flatMap((item) => idsAt(outputs, `${item}.${rest}`));
  const value = known(outputs, path);
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((id) => typeof id === "string") : [];
}
