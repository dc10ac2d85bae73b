import * as pulumi from "@pulumi/pulumi";
import { VpcEndpoint } from "@pulumi/aws/ec2/vpcEndpoint.js";
import { getRegionOutput } from "@pulumi/aws/getRegion.js";
import type { Fault } from "@tidegate/faults";
import { allow } from "./allow.ts";
import { SecurityGroup } from "./securityGroup.ts";

/** The services that an interface endpoint may be asked for, as AWS names them after `com.amazonaws.<region>.`. */
export const INTERFACE_ENDPOINTS = [
  "bedrock-runtime",
  "ecr.api",
  "ecr.dkr",
  "events",
  "execute-api",
  "kms",
  "logs",
  "monitoring",
  "rds",
  "secretsmanager",
  "servicediscovery",
  "sns",
  "sqs",
  "ssm",
  "ssmmessages",
  "sts",
  "xray",
] as const;

export type InterfaceEndpoint = (typeof INTERFACE_ENDPOINTS)[number];

/** What a Fargate task needs to start in a subnet without a way to the internet; its image's layers come from S3. */
export const FARGATE_ENDPOINTS: readonly InterfaceEndpoint[] = ["ecr.api", "ecr.dkr", "logs", "secretsmanager"];

export interface EndpointsArgs {
  /** What names begin with. */
  readonly prefix: string;
  readonly vpcId: pulumi.Input<string>;
  /** Where interface endpoints stand: one subnet a zone. */
  readonly subnetIds: pulumi.Input<string[]>;
  /** The tables that lead to the gateway endpoints. */
  readonly routeTableIds: pulumi.Input<string[]>;
  /** The services of the interface endpoints, none twice. */
  readonly services: readonly InterfaceEndpoint[];
  /** The addresses that may reach the interface endpoints. Default: none, until `allow` lets some. */
  readonly clientCidr?: string;
  /** JSON, by service. Default: AWS's, which lets everything. */
  readonly endpointPolicies?: Readonly<Partial<Record<InterfaceEndpoint | "s3" | "dynamodb", pulumi.Input<string>>>>;
}

/**
 * The ways from a VPC to AWS's services that don't leave AWS's network: gateways to S3 and DynamoDB, and an interface
 * endpoint, with the service's usual host name, for each other service.
 *
 * `execute-api` takes the host names of all API gateways of the region for itself: with it, a public API can't be called
 * from inside the VPC by its default host name.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/ec2/vpcendpoint/
 */
export class Endpoints extends pulumi.ComponentResource {
  readonly s3PrefixListId: pulumi.Output<string>;
  readonly dynamodbPrefixListId: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string> | undefined;

  constructor(name: string, args: EndpointsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tidegate-aws:index:Endpoints", name, {}, opts);
    const { region } = getRegionOutput({}, { parent: this });
    const serviceName = (service: string) => pulumi.interpolate`com.amazonaws.${region}.${service}`;

    const gateway = (service: "s3" | "dynamodb") =>
      new VpcEndpoint(
        `${name}-${service}`,
        {
          vpcId: args.vpcId,
          serviceName: serviceName(service),
          vpcEndpointType: "Gateway",
          routeTableIds: args.routeTableIds,
          policy: args.endpointPolicies?.[service],
          tags: { Name: `${args.prefix}-${service}` },
        },
        { parent: this },
      ).prefixListId;
    this.s3PrefixListId = gateway("s3");
    this.dynamodbPrefixListId = gateway("dynamodb");

    this.securityGroupId = args.services.length === 0 ? undefined : this.group(name, args);
    for (const service of args.services) {
      new VpcEndpoint(
        `${name}-${service}`,
        {
          vpcId: args.vpcId,
          serviceName: serviceName(service),
          vpcEndpointType: "Interface",
          subnetIds: args.subnetIds,
          securityGroupIds: this.securityGroupId === undefined ? [] : [this.securityGroupId],
          privateDnsEnabled: true,
          policy: args.endpointPolicies?.[service],
          tags: { Name: `${args.prefix}-${service}` },
        },
        { parent: this },
      );
    }
    this.registerOutputs({
      s3PrefixListId: this.s3PrefixListId,
      dynamodbPrefixListId: this.dynamodbPrefixListId,
      securityGroupId: this.securityGroupId,
    });
  }

  private group(name: string, args: EndpointsArgs): pulumi.Output<string> {
    const groupName = `${args.prefix}-endpoints`;
    const description = "Interface endpoints of AWS services";
    const { id } = new SecurityGroup(`${name}-group`, { vpcId: args.vpcId, groupName, description }, { parent: this });
    if (args.clientCidr !== undefined) {
      const passage = { from: { cidr: args.clientCidr }, to: { securityGroupId: id }, port: 443 };
      allow(`${name}-vpc`, { ...passage, description: "The VPC to AWS services" }, { parent: this });
    }
    return id;
  }
}

/** What is wrong with the list of services. */
export function endpointFaults(path: string, given: readonly string[]): Fault[] {
  const offered: readonly string[] = INTERFACE_ENDPOINTS;
  return given.flatMap((service, index) => {
    const itsPath = `${path}[${index}]`;
    if (!offered.includes(service)) return [{ path: itsPath, given: service, accepted: offered.join(", ") }];
    return given.indexOf(service) === index
      ? []
      : [{ path: itsPath, given: service, accepted: "each service only once" }];
  });
}
