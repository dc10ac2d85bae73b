/**
 * Internet gateways: one a VPC.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AttachInternetGateway.html
 */
import type { Properties } from "../../../plugins/protocol/values.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import type { Kind } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import type { Resource } from "../../resource.ts";
import { ec2Arn, freshId, need } from "./need.ts";
import * as types from "./types.ts";

export const internetGateway: Kind = {
  type: types.INTERNET_GATEWAY,
  create({ inputs }, cloud) {
    const vpcId = textAt(inputs, "vpcId");
    if (vpcId !== undefined) refuseSecond(vpcId, cloud);
    const id = freshId("igw", cloud);
    return { id, outputs: { arn: ec2Arn("internet-gateway", id, cloud), ownerId: cloud.account, vpcId: vpcId ?? "" } };
  },
  update({ inputs, resource }, cloud): Properties {
    const vpcId = textAt(inputs, "vpcId");
    if (vpcId === attachedTo(resource, cloud)) return {};
    refuseDetaching(resource, cloud);
    if (vpcId !== undefined) refuseSecond(vpcId, cloud);
    return { vpcId: vpcId ?? "" };
  },
  remove: refuseDetaching,
};

export const internetGatewayAttachment: Kind = {
  type: types.INTERNET_GATEWAY_ATTACHMENT,
  replaces: ["internetGatewayId", "vpcId"],
  create({ inputs }, cloud) {
    const gateway = need(types.INTERNET_GATEWAY, textAt(inputs, "internetGatewayId") ?? "", cloud);
    const vpcId = textAt(inputs, "vpcId") ?? "";
    refuseSecond(vpcId, cloud);
    return { id: `${gateway.id}:${vpcId}`, outputs: {} };
  },
  remove({ inputs }, cloud) {
    const gateway = cloud.get(types.INTERNET_GATEWAY, textAt(inputs, "internetGatewayId") ?? "");
    if (gateway !== undefined) refuseDetaching(gateway, cloud);
  },
};

/** The VPC that an internet gateway is attached to. */
export function attachedTo(gateway: Resource, cloud: Cloud): string | undefined {
  const apart = cloud.list(types.INTERNET_GATEWAY_ATTACHMENT);
  const attachment = apart.find(({ inputs }) => inputs["internetGatewayId"] === gateway.id);
  const vpcId = textAt(gateway.inputs, "vpcId") ?? textAt(attachment?.inputs ?? {}, "vpcId");
  return vpcId === "" ? undefined : vpcId;
}

/** The internet gateway of a VPC. */
export function gatewayOf(vpcId: string, cloud: Cloud): Resource | undefined {
  return cloud.list(types.INTERNET_GATEWAY).find((gateway) => attachedTo(gateway, cloud) === vpcId);
}

function refuseSecond(vpcId: string, cloud: Cloud): void {
  need(types.VPC, vpcId, cloud);
  if (gatewayOf(vpcId, cloud) === undefined) return;
  throw new AwsError("InvalidParameterValue", `Network ${vpcId} already has an internet gateway attached`);
}

function refuseDetaching(gateway: Resource, cloud: Cloud): void {
  const vpcId = attachedTo(gateway, cloud);
  if (vpcId === undefined || !hasPublicAddress(vpcId, cloud)) return;
  throw new AwsError(
    "DependencyViolation",
    `Network ${vpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
  );
}

function hasPublicAddress(vpcId: string, cloud: Cloud): boolean {
  const inVpc = (resource: Resource): boolean => resource.outputs["vpcId"] === vpcId;
  const natGateways = cloud.list(types.NAT_GATEWAY).filter(({ outputs }) => outputs["publicIp"] !== "");
  const balancers = cloud
    .list("aws:lb/loadBalancer:LoadBalancer")
    .filter(({ outputs }) => outputs["internal"] !== true);
  return [...natGateways, ...balancers].some(inVpc);
}
