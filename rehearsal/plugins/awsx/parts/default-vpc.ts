/** The account's default VPC, which components use where a program gives no network. */
import { isObject } from "../../protocol/values.ts";
import type { Component } from "../construction/component.ts";
import type { Inputs, Output } from "../construction/output.ts";

export interface DefaultVpc {
  readonly vpcId: Output;
  readonly publicSubnetIds: Output;
  readonly privateSubnetIds: Output;
}

export function findDefaultVpc(component: Component): DefaultVpc {
  const vpcId = component.invoke("aws:ec2/getVpc:getVpc", { default: true }).at("id");
  const filters = [{ name: "vpc-id", values: [vpcId] }];
  const ids = component.invoke("aws:ec2/getSubnets:getSubnets", { filters }).at("ids");
  const subnets = ids.apply((known) =>
    (Array.isArray(known) ? known : []).map((id) => {
      const subnet = component.invoke("aws:ec2/getSubnet:getSubnet", { id });
      return { id, isPublic: subnet.at("mapPublicIpOnLaunch") };
    }),
  );
  const those = (wanted: boolean): Output =>
    subnets.apply((known) => {
      const found = (Array.isArray(known) ? known : []).filter(isObject);
      return found.filter(({ isPublic = false }) => isPublic === wanted).map(({ id = null }) => id);
    });
  return { vpcId, publicSubnetIds: those(true), privateSubnetIds: those(false) };
}

/** awsx:ec2:DefaultVpc: no children, only what is there. */
export function buildDefaultVpc(component: Component): Inputs {
  return { ...findDefaultVpc(component) };
}
