/** The network: VPCs and what they are made of. */
import type { AwsService } from "../../kind.ts";
import { eip, natGateway } from "./addresses.ts";
import { vpcEndpointPolicy, vpcEndpointRouteTableAssociation, vpcEndpointSubnetAssociation } from "./endpointParts.ts";
import { flowLog } from "./flowLog.ts";
import { functions } from "./functions.ts";
import { internetGateway, internetGatewayAttachment } from "./gateways.ts";
import { defaultNetworkAcl, networkAcl, networkAclAssociation, networkAclRule } from "./networkAcl.ts";
import { managedPrefixList } from "./prefixLists.ts";
import { defaultRouteTable, route, routeTable } from "./routeTable.ts";
import { mainRouteTableAssociation, routeTableAssociation } from "./routeTableAssociation.ts";
import { defaultSecurityGroup, securityGroup } from "./securityGroup.ts";
import { securityGroupEgressRule, securityGroupIngressRule, securityGroupRule } from "./securityGroupRule.ts";
import { subnet } from "./subnet.ts";
import { vpc, vpcCidr } from "./vpc.ts";
import { vpcEndpoint } from "./vpcEndpoint.ts";

export const ec2: AwsService = {
  name: "ec2",
  kinds: [
    vpc,
    vpcCidr,
    subnet,
    routeTable,
    defaultRouteTable,
    route,
    routeTableAssociation,
    mainRouteTableAssociation,
    internetGateway,
    internetGatewayAttachment,
    eip,
    natGateway,
    securityGroup,
    defaultSecurityGroup,
    securityGroupRule,
    securityGroupIngressRule,
    securityGroupEgressRule,
    vpcEndpoint,
    vpcEndpointPolicy,
    vpcEndpointSubnetAssociation,
    vpcEndpointRouteTableAssociation,
    flowLog,
    networkAcl,
    defaultNetworkAcl,
    networkAclRule,
    networkAclAssociation,
    managedPrefixList,
  ],
  functions,
};
