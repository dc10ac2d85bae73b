/** Ids and ARNs as EC2 makes them, and its words for what isn't there. */
import type { Cloud } from "../../cloud.ts";
import { makeArn } from "../../arn.ts";
import { AwsError } from "../../errors.ts";
import type { Resource } from "../../resource.ts";
import * as types from "./types.ts";

/** A fresh id: `vpc-0123456789abcdef0`. */
export function freshId(prefix: string, cloud: Cloud): string {
  return `${prefix}-0${cloud.hex(16)}`;
}

/** `arn:aws:ec2:eu-central-1:111122223333:subnet/subnet-...` */
export function ec2Arn(kind: string, id: string, { region, account }: Cloud): string {
  return makeArn({ service: "ec2", region, account, resource: `${kind}/${id}` });
}

const MISSING: ReadonlyMap<string, readonly [code: string, noun: string]> = new Map([
  [types.VPC, ["InvalidVpcID.NotFound", "vpc ID"]],
  [types.SUBNET, ["InvalidSubnetID.NotFound", "subnet ID"]],
  [types.ROUTE_TABLE, ["InvalidRouteTableID.NotFound", "routeTable ID"]],
  [types.INTERNET_GATEWAY, ["InvalidInternetGatewayID.NotFound", "internetGateway ID"]],
  [types.EIP, ["InvalidAllocationID.NotFound", "allocation ID"]],
  [types.NAT_GATEWAY, ["InvalidNatGatewayID.NotFound", "natGateway ID"]],
  [types.SECURITY_GROUP, ["InvalidGroup.NotFound", "security group"]],
  [types.VPC_ENDPOINT, ["InvalidVpcEndpointId.NotFound", "Vpc Endpoint Id"]],
  [types.NETWORK_ACL, ["InvalidNetworkAclID.NotFound", "networkAcl ID"]],
]);

/**
 * The thing that an id names.
 * @throws AwsError as EC2 refuses an id that names nothing in this region
 */
export function need(type: string, id: string, cloud: Cloud): Resource {
  const found = cloud.get(type, id);
  if (found !== undefined) return found;
  const [code, noun] = MISSING.get(type) ?? ["InvalidParameterValue", "ID"];
  throw new AwsError(code, `The ${noun} '${id}' does not exist`);
}
