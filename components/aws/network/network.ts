import * as pulumi from "@pulumi/pulumi";
import { DefaultSecurityGroup } from "@pulumi/aws/ec2/defaultSecurityGroup.js";
import { Vpc } from "@pulumi/awsx/ec2/vpc.js";
import type { Fault, Label } from "@tidegate/faults";
import { cidrFaults, ownName, prefixLength, refuse, wholeNumberFaults } from "@tidegate/faults";
import { MOST_ZONES, NARROWEST_VPC, SUBNET_BITS, WIDEST_VPC, ZONE_BITS } from "./defaults.ts";
import type { InterfaceEndpoint } from "./endpoints.ts";
import { endpointFaults, Endpoints } from "./endpoints.ts";
import { retentionFaults } from "../watch/retention.ts";
import { FlowLogs } from "./flowLogs.ts";
import { prefixFaults } from "./names.ts";

export interface NetworkArgs {
  /** What names of the network's parts begin with: `order-tracking-dev`. */
  readonly prefix: string;
  /** The VPC's addresses, /16 to /22: `10.20.0.0/16`. It can't change later. */
  readonly cidr: string;
  /** Availability zones, 2 to 4. Adding one later moves no subnet. */
  readonly availabilityZoneCount: number;
  /**
   * How private subnets reach the internet: not at all, by one NAT gateway (about $33 a month, and gone with its zone), or
   * by one in each zone.
   */
  readonly nat: "none" | "one" | "per-az";
  /**
   * AWS services that are reached inside the VPC, each by an interface endpoint in every zone (about $7 a month a zone).
   * S3 and DynamoDB are always reached inside the VPC, at no cost. Without NAT, private subnets reach nothing else.
   */
  readonly endpoints: readonly InterfaceEndpoint[];
  /** Whether every address of the VPC may reach the endpoints; if not, only those that `allow` lets. Default: true. */
  readonly endpointsOpenToVpc?: boolean;
  /** Endpoint policies, JSON, by service: `{ s3: ... }`. Default: AWS's, which lets everything. */
  readonly endpointPolicies?: Readonly<Partial<Record<InterfaceEndpoint | "s3" | "dynamodb", pulumi.Input<string>>>>;
  /** Days that flow logs are kept, as CloudWatch takes them: 1, 3, 5, 7, 14, 30, 60, 90 and so on. Default: no flow logs. */
  readonly flowLogRetentionDays?: number;
}

/**
 * A VPC with public, private and isolated subnets, one of each in every zone.
 *
 * | subnet | to the internet | from the internet |
 * |---|---|---|
 * | public | by the internet gateway, with a public address | what security groups let in |
 * | private | by NAT, or not at all | no |
 * | isolated | no | no |
 *
 * All of them reach S3 and DynamoDB by gateway endpoints. The default security group, which AWS lets everything pass in,
 * has no rule.
 *
 * Addresses: the VPC falls into four parts, one a zone, and each of these into four, one a subnet, the last one free. So
 * 10.20.0.0/16 has in its first zone 10.20.0.0/20 (public), 10.20.16.0/20 (private) and 10.20.32.0/20 (isolated), and
 * its second zone begins at 10.20.64.0, however many zones there are.
 *
 * @throws InvalidArguments with every fault, before anything is registered.
 * @see https://www.pulumi.com/registry/packages/awsx/api-docs/ec2/vpc/
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html
 */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly cidr: string;
  readonly publicSubnetIds: pulumi.Output<string[]>;
  readonly privateSubnetIds: pulumi.Output<string[]>;
  readonly isolatedSubnetIds: pulumi.Output<string[]>;
  /** What security rules know the addresses of S3 and of DynamoDB in this region by. */
  readonly s3PrefixListId: pulumi.Output<string>;
  readonly dynamodbPrefixListId: pulumi.Output<string>;
  /** The security group of the interface endpoints; undefined where there is none. */
  readonly endpointSecurityGroupId: pulumi.Output<string> | undefined;

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, networkFaults(args, ownName));
    super("tidegate-aws:index:Network", name, {}, opts);

    const vpc = this.vpc(name, args);
    this.vpcId = vpc.vpcId;
    this.cidr = args.cidr;
    this.publicSubnetIds = vpc.publicSubnetIds;
    this.privateSubnetIds = vpc.privateSubnetIds;
    this.isolatedSubnetIds = vpc.isolatedSubnetIds;

    new DefaultSecurityGroup(`${name}-default`, { vpcId: this.vpcId }, { parent: this });
    const endpoints = new Endpoints(
      `${name}-endpoints`,
      {
        ...args,
        vpcId: this.vpcId,
        subnetIds: this.privateSubnetIds,
        routeTableIds: idsOf(vpc.routeTables),
        services: args.endpoints,
        clientCidr: (args.endpointsOpenToVpc ?? true) ? args.cidr : undefined,
      },
      { parent: this },
    );
    this.s3PrefixListId = endpoints.s3PrefixListId;
    this.dynamodbPrefixListId = endpoints.dynamodbPrefixListId;
    this.endpointSecurityGroupId = endpoints.securityGroupId;
    if (args.flowLogRetentionDays !== undefined) {
      const { prefix, flowLogRetentionDays: retentionDays } = args;
      new FlowLogs(`${name}-flow-logs`, { prefix, vpcId: this.vpcId, retentionDays }, { parent: this });
    }

    this.registerOutputs({
      vpcId: this.vpcId,
      publicSubnetIds: this.publicSubnetIds,
      privateSubnetIds: this.privateSubnetIds,
      isolatedSubnetIds: this.isolatedSubnetIds,
      s3PrefixListId: this.s3PrefixListId,
      dynamodbPrefixListId: this.dynamodbPrefixListId,
      endpointSecurityGroupId: this.endpointSecurityGroupId,
    });
  }

  private vpc(name: string, args: NetworkArgs): Vpc {
    const zoneMask = prefixLength(args.cidr) + ZONE_BITS;
    const cidrMask = zoneMask + SUBNET_BITS;
    return new Vpc(
      `${name}-vpc`,
      {
        cidrBlock: args.cidr,
        numberOfAvailabilityZones: args.availabilityZoneCount,
        availabilityZoneCidrMask: zoneMask,
        natGateways: { strategy: NAT_STRATEGIES[args.nat] },
        subnetStrategy: "Auto",
        subnetSpecs: [
          { type: "Public", cidrMask },
          { type: "Private", cidrMask },
          { type: "Isolated", cidrMask },
        ],
        // The names of interface endpoints are answered by the VPC's own DNS only with both.
        enableDnsHostnames: true,
        enableDnsSupport: true,
        tags: { Name: args.prefix },
      },
      { parent: this },
    );
  }
}

/** What is wrong with the addresses, the zones, the endpoints and the days of logs. */
export function networkFaults(
  args: Pick<
    NetworkArgs,
    "prefix" | "cidr" | "availabilityZoneCount" | "nat" | "endpoints" | "flowLogRetentionDays" | "endpointPolicies"
  >,
  label: Label,
): Fault[] {
  const { nat, flowLogRetentionDays: days } = args;
  return [
    ...prefixFaults(label("prefix"), args.prefix, 40),
    ...cidrFaults(label("cidr"), args.cidr, WIDEST_VPC, NARROWEST_VPC),
    ...wholeNumberFaults(label("availabilityZoneCount"), args.availabilityZoneCount, 2, MOST_ZONES),
    ...(nat in NAT_STRATEGIES
      ? []
      : [{ path: label("nat"), given: nat, accepted: Object.keys(NAT_STRATEGIES).join(", ") }]),
    ...endpointFaults(label("endpoints"), args.endpoints),
    ...(days === undefined ? [] : retentionFaults(label("flowLogRetentionDays"), days)),
  ];
}

const NAT_STRATEGIES = { none: "None", one: "Single", "per-az": "OnePerAz" } as const;

/**
 * The ids of resources that a remote component gives out. What the engine sends is a reference, and the SDK makes a live
 * resource of it only where the program has loaded the resource's module; elsewhere it gives the id alone.
 * Loading `@pulumi/aws/ec2` for the sake of this would cost a program more than all the rest of it.
 */
function idsOf(references: pulumi.Output<unknown[]>): pulumi.Output<string[]> {
  return references.apply((known) => pulumi.all(known.map(idOf)));
}

function idOf(reference: unknown): pulumi.Input<string> {
  if (pulumi.CustomResource.isInstance(reference)) return reference.id;
  if (typeof reference === "string" && !reference.startsWith("urn:")) return reference;
  // A preview knows no id of what is yet to be made, and the SDK gives the URN in its place.
  if (typeof reference === "string" && pulumi.runtime.isDryRun())
    return pulumi.all([reference, pulumi.unknown]).apply(([id]) => id);
  throw new Error(`The VPC gave ${JSON.stringify(reference)} where a route table's id was expected.`);
}
