/**
 * VPCs, with what comes with each: a main route table, a default network ACL and a default security group. Quotas (5
 * VPCs a region) are not enforced.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpc.html
 */
import { AwsError } from "../../errors.ts";
import { atMostOne, exactlyOne, oneOf } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import type { Kind } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import type { Resource } from "../../resource.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { blockOf, checkSizedBlock, overlap } from "./block.ts";
import { ec2Arn, freshId, need } from "./need.ts";
import { cidrsOf } from "./routes.ts";
import * as types from "./types.ts";

export const vpc: Kind = {
  type: types.VPC,
  // `instanceTenancy` goes from dedicated to default in place; the other way, which is the commoner, makes a new VPC.
  replaces: ["cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength", "instanceTenancy"],
  check: (inputs) => [
    ...checkSizedBlock(inputs, "cidrBlock"),
    ...atMostOne(inputs, ["cidrBlock", "ipv4NetmaskLength"]),
    ...atMostOne(inputs, ["assignGeneratedIpv6CidrBlock", "ipv6IpamPoolId"]),
    ...oneOf(inputs, "instanceTenancy", ["default", "dedicated"]),
  ],
  create({ inputs }, cloud) {
    if (inputs["cidrBlock"] === undefined && inputs["ipv4IpamPoolId"] === undefined) {
      throw new AwsError("MissingParameter", "Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided.");
    }
    const id = freshId("vpc", cloud);
    const mainRouteTableId = hidden(types.ROUTE_TABLE, "rtb", id, { main: true }, cloud).id;
    return {
      id,
      outputs: {
        arn: ec2Arn("vpc", id, cloud),
        ownerId: cloud.account,
        instanceTenancy: inputs["instanceTenancy"] ?? "default",
        enableDnsHostnames: inputs["enableDnsHostnames"] ?? false,
        enableDnsSupport: inputs["enableDnsSupport"] ?? true,
        enableNetworkAddressUsageMetrics: inputs["enableNetworkAddressUsageMetrics"] ?? false,
        mainRouteTableId,
        defaultRouteTableId: mainRouteTableId,
        defaultNetworkAclId: hidden(types.NETWORK_ACL, "acl", id, { default: true }, cloud).id,
        defaultSecurityGroupId: defaultGroup(id, cloud).id,
        dhcpOptionsId: freshId("dopt", cloud),
        ipv6AssociationId: inputs["assignGeneratedIpv6CidrBlock"] === true ? freshId("vpc-cidr-assoc", cloud) : "",
        ipv6CidrBlock:
          inputs["assignGeneratedIpv6CidrBlock"] === true ? `2001:db8:${cloud.hex(4)}:${cloud.hex(2)}00::/56` : "",
      },
    };
  },
  update: ({ inputs }) => ({
    enableDnsHostnames: inputs["enableDnsHostnames"] ?? false,
    enableDnsSupport: inputs["enableDnsSupport"] ?? true,
    enableNetworkAddressUsageMetrics: inputs["enableNetworkAddressUsageMetrics"] ?? false,
  }),
  remove({ id }, cloud) {
    const parts = PARTS.flatMap((type) => cloud.list(type)).filter(({ outputs }) => outputs["vpcId"] === id);
    if (parts.some(({ notes }) => notes["main"] !== true && notes["default"] !== true)) {
      throw new AwsError("DependencyViolation", `The vpc '${id}' has dependencies and cannot be deleted.`);
    }
    for (const part of parts) cloud.drop(part);
  },
};

/** A further IPv4 block of a VPC. */
export const vpcCidr: Kind = {
  type: types.VPC_CIDR,
  replaces: ["cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength", "vpcId"],
  check: (inputs) => [...checkSizedBlock(inputs, "cidrBlock"), ...exactlyOne(inputs, ["cidrBlock", "ipv4IpamPoolId"])],
  create({ inputs }, cloud) {
    const { id: vpcId } = need(types.VPC, textAt(inputs, "vpcId") ?? "", cloud);
    const wanted = blockOf(textAt(inputs, "cidrBlock") ?? "");
    const taken = cidrsOf(vpcId, cloud).map((cidr) => blockOf(cidr));
    if (wanted !== undefined && taken.some((block) => block !== undefined && overlap(block, wanted))) {
      throw new AwsError("InvalidVpc.Range", `The CIDR '${wanted.text}' conflicts with another CIDR of ${vpcId}`);
    }
    return { id: freshId("vpc-cidr-assoc", cloud), outputs: {} };
  },
};

/** What keeps a VPC. */
const PARTS = [
  types.SUBNET,
  types.ROUTE_TABLE,
  types.INTERNET_GATEWAY,
  types.SECURITY_GROUP,
  types.NETWORK_ACL,
  types.VPC_ENDPOINT,
  "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway",
] as const;

function hidden(type: string, prefix: "rtb" | "acl", vpcId: string, notes: Properties, cloud: Cloud): Resource {
  const id = freshId(prefix, cloud);
  const kind = prefix === "rtb" ? "route-table" : "network-acl";
  const outputs = { vpcId, arn: ec2Arn(kind, id, cloud), ownerId: cloud.account };
  return cloud.put({ type, id, region: cloud.region, createdAt: cloud.now, inputs: { vpcId }, outputs, notes });
}

/** It lets its own members in, and everything out. */
function defaultGroup(vpcId: string, cloud: Cloud): Resource {
  const id = freshId("sg", cloud);
  const inputs = {
    vpcId,
    name: "default",
    description: "default VPC security group",
    ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, self: true }],
    egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
  };
  const outputs = { ...inputs, arn: ec2Arn("security-group", id, cloud), ownerId: cloud.account };
  const notes = { default: true };
  return cloud.put({
    type: types.SECURITY_GROUP,
    id,
    region: cloud.region,
    createdAt: cloud.now,
    inputs,
    outputs,
    notes,
  });
}
