import * as types from "../../../../rehearsal/aws/services/ec2/types.ts";
import { findsEach } from "../wrong-values.ts";

const RULE = { securityGroupId: "sg-1", ipProtocol: "tcp", fromPort: 443, toPort: 443 };
const ENTRY = { action: "allow", ruleNo: 100, protocol: "tcp", fromPort: 443, toPort: 443, cidrBlock: "10.0.0.0/16" };

describe("a preview of EC2", () => {
  findsEach([
    {
      type: types.VPC,
      right: { cidrBlock: "10.0.0.0/16" },
      wrong: { instanceTenancy: "shared", cidrBlock: "10.0.0.0/29" },
    },
    { type: types.VPC_CIDR, right: { vpcId: "vpc-1", cidrBlock: "10.1.0.0/16" }, wrong: { cidrBlock: "10.0.0.0/8" } },
    {
      type: types.SUBNET,
      right: { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24" },
      wrong: { ipv6CidrBlock: "2001:db8::1/64", privateDnsHostnameTypeOnLaunch: "name" },
    },
    { type: types.EIP, right: { domain: "vpc" }, wrong: { domain: "standard" } },
    {
      type: types.NAT_GATEWAY,
      right: { subnetId: "subnet-1", allocationId: "eipalloc-1" },
      wrong: { connectivityType: "open", availabilityMode: "global", subnetId: null },
    },
    {
      type: types.SECURITY_GROUP,
      right: { ingress: [{ protocol: "tcp", fromPort: 1, toPort: 2, cidrBlocks: ["10.0.0.0/16"] }] },
      wrong: { "ingress[0].fromPort": -2, "ingress[0].toPort": 65_536, "ingress[0].description": "it's" },
    },
    {
      type: types.SECURITY_GROUP_RULE,
      right: { securityGroupId: "sg-1", type: "ingress", protocol: "tcp", fromPort: 1, toPort: 2, self: true },
      wrong: { type: "both", fromPort: 70_000 },
    },
    {
      type: types.INGRESS_RULE,
      right: { ...RULE, cidrIpv4: "10.0.0.0/16" },
      wrong: { cidrIpv4: "10.0.0.1/16", fromPort: -2, toPort: null, description: "it's" },
    },
    { type: types.EGRESS_RULE, right: { ...RULE, cidrIpv6: "::/0" }, wrong: { cidrIpv6: "2001:db8::1/32" } },
    {
      type: types.VPC_ENDPOINT,
      right: { vpcId: "vpc-1", serviceName: "com.amazonaws.eu-central-1.s3", routeTableIds: null },
      wrong: { vpcEndpointType: "Private", ipAddressType: "ipv5" },
    },
    {
      type: types.FLOW_LOG,
      right: { vpcId: "vpc-1", trafficType: "ALL" },
      wrong: { trafficType: "SOME", logDestinationType: "disk", maxAggregationInterval: 61 },
    },
    {
      type: types.NETWORK_ACL,
      right: { vpcId: "vpc-1", ingress: [ENTRY] },
      wrong: {
        "ingress[0].action": "drop",
        "ingress[0].ruleNo": 0,
        "ingress[0].cidrBlock": "10.0.0.1/16",
        "ingress[0].ipv6CidrBlock": "x",
      },
    },
    {
      type: types.NETWORK_ACL_RULE,
      right: { networkAclId: "acl-1", ruleNumber: 1, protocol: "tcp", ruleAction: "deny", cidrBlock: "10.0.0.0/16" },
      wrong: { ruleNumber: 40_000, ruleAction: "drop", cidrBlock: "10.0.0.1/16" },
    },
    {
      type: types.MANAGED_PREFIX_LIST,
      right: { name: "list", addressFamily: "IPv4", maxEntries: 2, entries: [{ cidr: "10.0.0.0/16" }] },
      wrong: { name: "com.amazonaws.own", addressFamily: "IPv5", maxEntries: 0, "entries[0].cidr": "10.0.0.1/16" },
    },
    // Of two that rule one another out, the first is named.
    { type: types.VPC, right: { ipv4NetmaskLength: 24 }, wrong: { cidrBlock: "10.0.0.0/16" } },
    { type: types.VPC, right: { ipv6IpamPoolId: "ipam-1" }, wrong: { assignGeneratedIpv6CidrBlock: true } },
    {
      type: types.VPC_CIDR,
      right: { vpcId: "vpc-1", ipv4IpamPoolId: "ipam-1" },
      wrong: { cidrBlock: "10.1.0.0/16" },
    },
    {
      type: types.SUBNET,
      right: { vpcId: "vpc-1", availabilityZoneId: "euc1-az1" },
      wrong: { availabilityZone: "eu-central-1a" },
    },
    { type: types.EIP, right: { networkInterface: "eni-1" }, wrong: { instance: "i-1" } },
    {
      type: types.VPC_ENDPOINT,
      right: { vpcId: "vpc-1", serviceNetworkArn: "arn:1" },
      wrong: { serviceName: "com.amazonaws.eu-central-1.s3" },
    },
    {
      type: types.NETWORK_ACL_RULE,
      right: { networkAclId: "acl-1", ruleNumber: 1, protocol: "tcp", ruleAction: "deny", ipv6CidrBlock: "::/0" },
      wrong: { cidrBlock: "10.0.0.0/16", ipv6CidrBlock: "2001:db8::1/64" },
    },
  ]);
});
