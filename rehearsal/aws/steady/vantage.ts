/** From where a task speaks to others: its subnet, its security groups, and whether it has a public address. */
import type { Properties } from "../../plugins/protocol/values.ts";
import type { Cloud } from "../cloud.ts";
import { textAt, textsAt } from "../kind.ts";
import { objectAt } from "../parts.ts";
import * as ec2 from "../services/ec2/types.ts";

export interface Vantage {
  readonly vpcId: string;
  readonly subnetId: string;
  /** The subnet's IPv4 block: its own address may be any of it. */
  readonly block: string;
  readonly securityGroups: readonly string[];
  readonly hasPublicIp: boolean;
}

/** One for each subnet that a service's tasks may be placed in. Subnets that are gone are left out. */
export function vantagesOf(spec: Properties, cloud: Cloud): Vantage[] {
  const network = objectAt(spec, "networkConfiguration");
  const hasPublicIp = network["assignPublicIp"] === true;
  return vantagesIn(textsAt(network, "subnets"), textsAt(network, "securityGroups"), cloud).map((vantage) => ({
    ...vantage,
    hasPublicIp,
  }));
}

/** The same for anything that has an interface in each of these subnets. Without a group, it wears the VPC's default. */
export function vantagesIn(subnets: readonly string[], groups: readonly string[], cloud: Cloud): Vantage[] {
  return subnets.flatMap((subnetId) => {
    const subnet = cloud.get(ec2.SUBNET, subnetId);
    if (subnet === undefined) return [];
    const vpcId = textAt(subnet.inputs, "vpcId") ?? "";
    const block = textAt(subnet.outputs, "cidrBlock") ?? textAt(subnet.inputs, "cidrBlock") ?? "";
    const securityGroups = groups.length > 0 ? groups : defaultGroupOf(vpcId, cloud);
    return [{ vpcId, subnetId, block, securityGroups, hasPublicIp: false }];
  });
}

function defaultGroupOf(vpcId: string, cloud: Cloud): string[] {
  const id = textAt(cloud.get(ec2.VPC, vpcId)?.outputs ?? {}, "defaultSecurityGroupId");
  return id === undefined ? [] : [id];
}
