/** How tasks reach AWS's own services, and nothing else. */
import type * as pulumi from "@pulumi/pulumi";
import type { End } from "./allow.ts";
import { allow } from "./allow.ts";
import type { Network } from "./network.ts";

export interface WaysArgs {
  readonly network: Pick<Network, "s3PrefixListId" | "dynamodbPrefixListId" | "endpointSecurityGroupId">;
  /** The tasks' security group. */
  readonly securityGroupId: pulumi.Input<string>;
  /** Whether they go anywhere on port 443: by NAT, or from public subnets. Then they need no other way. */
  readonly internet: boolean;
  /** Whether they use DynamoDB. */
  readonly dynamodb: boolean;
}

/**
 * Rules on port 443: to the internet, or to the network's interface endpoints and to S3, where ECR keeps the layers of
 * images. Made after this, a service finds its way open.
 */
export function waysToAws(name: string, args: WaysArgs, opts?: pulumi.CustomResourceOptions): pulumi.Resource[] {
  const { network, securityGroupId, internet, dynamodb } = args;
  const way = (suffix: string, to: End, description: string) =>
    allow(`${name}-to-${suffix}`, { from: { securityGroupId }, to, port: 443, description }, opts);
  if (internet) return way("internet", { cidr: "0.0.0.0/0" }, "Tasks to the internet by HTTPS");
  const { s3PrefixListId, dynamodbPrefixListId, endpointSecurityGroupId } = network;
  return [
    ...way("s3", { prefixListId: s3PrefixListId }, "Tasks to S3, where image layers are"),
    ...(dynamodb ? way("dynamodb", { prefixListId: dynamodbPrefixListId }, "Tasks to DynamoDB") : []),
    ...(endpointSecurityGroupId === undefined
      ? []
      : way("endpoints", { securityGroupId: endpointSecurityGroupId }, "Tasks to services of AWS")),
  ];
}
