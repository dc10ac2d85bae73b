import { UNKNOWN } from "@tidegate/policy";
import type { Cases } from "../case.ts";

const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const NSG_RULE = "oci:Core/networkSecurityGroupSecurityRule:NetworkSecurityGroupSecurityRule";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";

const ANY = "0.0.0.0/0";

const endpoint = (service: string) => ({
  name: service,
  type: ENDPOINT,
  props: { serviceName: `com.amazonaws.eu-central-1.${service}` },
});

const SECRET = JSON.stringify([
  { secrets: [{ name: "A", valueFrom: "arn:aws:secretsmanager:eu-central-1:1:secret:a" }] },
]);

export const NETWORK: Cases = {
  "egress-narrow": [
    {
      fine: [
        { name: "api", type: EGRESS, props: { cidrIpv4: ANY, ipProtocol: "tcp", fromPort: 443, toPort: 443 } },
        { name: "in", type: INGRESS, props: { cidrIpv4: ANY, ipProtocol: "-1" } },
        { name: "replies", type: EGRESS, props: { cidrIpv4: ANY, ipProtocol: "tcp", fromPort: 1024, toPort: 65_535 } },
        { name: "low", type: EGRESS, props: { cidrIpv4: ANY, ipProtocol: "tcp", fromPort: 0, toPort: 1023 } },
        { name: "near", type: EGRESS, props: { cidrIpv4: "10.0.0.0/16", ipProtocol: "-1" } },
      ],
      breaks: [
        { title: "every protocol", props: { ipProtocol: "-1" }, finds: ["api: "] },
        { title: "every port", props: { fromPort: 0, toPort: 65_535 }, finds: ["api: "] },
        { title: "every port but the first", props: { fromPort: 1, toPort: 65_535 }, finds: ["api: "] },
        {
          title: "every protocol by IPv6",
          of: "near",
          props: { cidrIpv4: undefined, cidrIpv6: "::/0" },
          finds: ["near: "],
        },
      ],
    },
    {
      fine: [
        {
          name: "group",
          type: GROUP,
          props: { egress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: [ANY] }] },
        },
        {
          name: "rule",
          type: "aws:ec2/securityGroupRule:SecurityGroupRule",
          props: { type: "egress", protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["10.0.0.0/16"] },
        },
      ],
      breaks: [
        {
          title: "everything, after something else",
          props: {
            egress: [
              { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: [ANY] },
              { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["10.0.0.0/8", ANY] },
            ],
          },
          finds: ["group: egress[1]"],
        },
        { title: "everything to any address", of: "rule", props: { cidrBlocks: [ANY] }, finds: ["rule: "] },
      ],
    },
    {
      fine: [
        {
          name: "nsg",
          type: NSG_RULE,
          props: {
            direction: "EGRESS",
            destination: ANY,
            protocol: "6",
            tcpOptions: { destinationPortRange: { min: 443, max: 443 } },
          },
        },
        {
          name: "list",
          type: "oci:Core/securityList:SecurityList",
          props: { egressSecurityRules: [{ destination: "10.0.0.0/16", protocol: "all" }] },
        },
      ],
      breaks: [
        { title: "every protocol", props: { protocol: "all" }, finds: ["nsg: "] },
        { title: "every port", props: { tcpOptions: undefined }, finds: ["nsg: "] },
        { title: "every port of UDP", props: { protocol: "17" }, finds: ["nsg: "] },
        {
          title: "every port, from one",
          props: { tcpOptions: { sourcePortRange: { min: 443, max: 443 } } },
          finds: ["nsg: "],
        },
        {
          title: "a subnet's whole list",
          of: "list",
          props: { egressSecurityRules: [{ destination: ANY, protocol: "all" }] },
          finds: ["list: egressSecurityRules[0]"],
        },
      ],
    },
  ],
  "ingress-narrow": [
    {
      fine: [
        { name: "web", type: INGRESS, props: { cidrIpv4: ANY, ipProtocol: "tcp", fromPort: 443, toPort: 443 } },
        { name: "ssh", type: INGRESS, props: { cidrIpv4: "10.0.0.0/16", ipProtocol: "tcp", fromPort: 22, toPort: 22 } },
        { name: "out", type: EGRESS, props: { cidrIpv4: ANY, ipProtocol: "tcp", fromPort: 5432, toPort: 5432 } },
      ],
      breaks: [
        { title: "SSH", of: "ssh", props: { cidrIpv4: ANY }, finds: ["ssh: "] },
        { title: "a range with SSH in it", props: { fromPort: 20, toPort: 25 }, finds: ["web: "] },
        { title: "every port", props: { ipProtocol: "-1" }, finds: ["web: "] },
        { title: "a port that is configured", config: { ports: [443] }, finds: ["web: "] },
      ],
    },
    {
      fine: [
        {
          name: "nsg",
          type: NSG_RULE,
          props: {
            direction: "INGRESS",
            source: ANY,
            protocol: "6",
            tcpOptions: { destinationPortRange: { min: 80, max: 80 } },
          },
        },
        {
          name: "list",
          type: "oci:Core/defaultSecurityList:DefaultSecurityList",
          props: { ingressSecurityRules: [{ source: ANY, protocol: "6", tcpOptions: { min: 443, max: 443 } }] },
        },
      ],
      breaks: [
        { title: "RDP", props: { tcpOptions: { destinationPortRange: { min: 3389, max: 3389 } } }, finds: ["nsg: "] },
        {
          title: "Oracle's default list",
          of: "list",
          props: { ingressSecurityRules: [{ source: ANY, protocol: "6", tcpOptions: { min: 22, max: 22 } }] },
          finds: ["list: ingressSecurityRules[0]"],
        },
      ],
    },
  ],
  "endpoints-without-nat": [
    {
      fine: [
        { name: "api", type: "aws:ecs/service:Service", props: { desiredCount: 2, networkConfiguration: {} } },
        {
          name: "worker",
          type: "aws:ecs/service:Service",
          props: { desiredCount: 0, networkConfiguration: { assignPublicIp: true } },
        },
        { name: "vpc", type: "awsx:ec2:Vpc", props: { natGateways: { strategy: "None" } } },
        { name: "definition", type: "aws:ecs/taskDefinition:TaskDefinition", props: { containerDefinitions: SECRET } },
        ...["ecr.api", "ecr.dkr", "s3", "logs", "secretsmanager"].map(endpoint),
      ],
      breaks: ["ecr.api", "ecr.dkr", "s3", "logs", "secretsmanager"].map((of) => ({
        title: `no way to ${of}`,
        of,
        gone: true,
        finds: [": "],
      })),
    },
    {
      fine: [
        { name: "vpc", type: "awsx:ec2:Vpc", props: { natGateways: { strategy: "Single" } } },
        { name: "api", type: "aws:ecs/service:Service", props: { desiredCount: 1, networkConfiguration: {} } },
        { name: "s3", type: ENDPOINT, props: { serviceName: "com.amazonaws.eu-central-1.s3" } },
      ],
      breaks: [
        {
          title: "no NAT any more, and nothing but S3",
          props: { natGateways: { strategy: "None" } },
          finds: [": ", ": ", ": "],
        },
      ],
    },
    {
      fine: [
        { name: "vpc", type: "aws:ec2/vpc:Vpc", props: {} },
        { name: "nat", type: "aws:ec2/natGateway:NatGateway", props: {} },
        { name: "api", type: "aws:ecs/service:Service", props: { networkConfiguration: { assignPublicIp: false } } },
      ],
      breaks: [{ title: "the gateway gone", of: "nat", gone: true, finds: [": ", ": ", ": ", ": "] }],
    },
    {
      // Public tasks, a paused service, and endpoints that aren't known yet: nothing can be said.
      fine: [
        { name: "vpc", type: "aws:ec2/vpc:Vpc", props: {} },
        { name: "api", type: "aws:ecs/service:Service", props: { networkConfiguration: { assignPublicIp: true } } },
        { name: "some", type: ENDPOINT, props: { serviceName: "com.amazonaws.eu-central-1.sqs" } },
      ],
      breaks: [
        {
          title: "a private address",
          of: "api",
          props: { networkConfiguration: { assignPublicIp: false } },
          finds: [": ", ": ", ": ", ": "],
        },
      ],
    },
    {
      fine: [
        { name: "api", type: "aws:ecs/service:Service", props: { desiredCount: 0, networkConfiguration: {} } },
        { name: "vpc", type: "aws:ec2/vpc:Vpc", props: {} },
      ],
      breaks: [{ title: "a task again", props: { desiredCount: 1 }, finds: [": ", ": ", ": ", ": "] }],
    },
    {
      fine: [
        { name: "some", type: ENDPOINT, props: { serviceName: UNKNOWN } },
        { name: "api", type: "aws:ecs/service:Service", props: { desiredCount: 1, networkConfiguration: {} } },
        { name: "vpc", type: "aws:ec2/vpc:Vpc", props: {} },
      ],
      breaks: [{ title: "no endpoint", gone: true, finds: [": ", ": ", ": ", ": "] }],
    },
  ],
};
