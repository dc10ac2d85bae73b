/** Rules that let anybody through in forms that one doesn't think of first, and what only looks like one. */
import type { Cases } from "../../case.ts";

const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const SSH = { ipProtocol: "tcp", fromPort: 22, toPort: 22 };

const rule = (name: string, props: object) => ({ name, type: INGRESS, props: { ...props } });

const inChina = (service: string, more = {}) => ({
  name: service,
  type: ENDPOINT,
  props: {
    serviceName: `cn.com.amazonaws.cn-north-1.${service}`,
    vpcEndpointType: "Interface",
    privateDnsEnabled: true,
    ...more,
  },
});

export const NETWORK_FORMS: Cases = {
  "egress-narrow": [
    {
      fine: [{ name: "out", type: EGRESS, props: { cidrIpv4: "10.0.0.0/8", ipProtocol: "-1" } }],
      breaks: [
        { title: "one half of all addresses", props: { cidrIpv4: "128.0.0.0/1" }, finds: ["out: "] },
        {
          title: "all of the internet's IPv6",
          props: { cidrIpv4: null, cidrIpv6: "2000::/3" },
          finds: ["out: "],
        },
      ],
    },
  ],
  "ingress-narrow": [
    {
      fine: [
        rule("ssh", { cidrIpv4: "10.0.0.0/8", ...SSH }),
        rule("six", { cidrIpv6: "fd00::/8", ...SSH }),
        rule("provider", { cidrIpv6: "2001:db8::/32", ...SSH }),
        rule("group", { referencedSecurityGroupId: "sg-1", ...SSH }),
        rule("list", { prefixListId: "pl-1", ...SSH }),
        // Types and codes of ICMP, which are no ports.
        rule("ping", { cidrIpv4: "0.0.0.0/0", ipProtocol: "icmp", fromPort: 0, toPort: 255 }),
      ],
      breaks: [
        { title: "the first half of all addresses", props: { cidrIpv4: "0.0.0.0/1" }, finds: ["ssh: "] },
        { title: "the second half of all addresses", props: { cidrIpv4: "128.0.0.0/1" }, finds: ["ssh: "] },
        { title: "all addresses, however they are written", props: { cidrIpv4: "203.0.113.7/0" }, finds: ["ssh: "] },
        { title: "all addresses of IPv6", of: "six", props: { cidrIpv6: "::/0" }, finds: ["six: "] },
        { title: "all of IPv6, written out", of: "six", props: { cidrIpv6: "0:0:0:0:0:0:0:0/0" }, finds: ["six: "] },
        { title: "all of the internet's IPv6", of: "six", props: { cidrIpv6: "2000::/3" }, finds: ["six: "] },
        { title: "every protocol", of: "ping", props: { ipProtocol: "-1" }, finds: ["ping: "] },
        {
          title: "a group, and all addresses beside it",
          of: "group",
          props: { cidrIpv4: "0.0.0.0/0" },
          finds: ["group: "],
        },
        {
          title: "Kafka by passwords",
          props: { cidrIpv4: "0.0.0.0/0", fromPort: 9096, toPort: 9096 },
          finds: ["ssh: "],
        },
      ],
    },
    {
      fine: [
        {
          name: "group",
          type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
          props: { ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, ipv6CidrBlocks: ["::/0"] }] },
        },
      ],
      breaks: [
        {
          title: "a range with SSH in it, by IPv6",
          props: { ingress: [{ protocol: "6", fromPort: 0, toPort: 1023, ipv6CidrBlocks: ["fd00::/8", "::/0"] }] },
          finds: ["group: ingress[0]"],
        },
        {
          title: "every port in two halves of all addresses",
          props: { ingress: [{ protocol: "-1", cidrBlocks: ["0.0.0.0/1", "128.0.0.0/1"] }] },
          finds: ["group: ingress[0]"],
        },
      ],
    },
    {
      fine: [
        {
          name: "list",
          type: "oci:Core/securityList:SecurityList",
          props: {
            ingressSecurityRules: [
              { source: "0.0.0.0/0", protocol: "1" },
              { source: "0.0.0.0/0", protocol: "6", tcpOptions: { min: 443, max: 443 }, stateless: true },
            ],
          },
        },
      ],
      breaks: [
        {
          title: "every protocol of half of all addresses, without a state",
          props: { ingressSecurityRules: [{ source: "0.0.0.0/1", protocol: "all", stateless: true }] },
          finds: ["list: ingressSecurityRules[0]"],
        },
        {
          title: "every port of IPv6",
          props: { ingressSecurityRules: [{ source: "::/0", protocol: "6" }] },
          finds: ["list: ingressSecurityRules[0]"],
        },
      ],
    },
  ],
  "endpoints-without-nat": [
    {
      fine: [
        { name: "api", type: "aws:ecs/service:Service", props: { desiredCount: 1, networkConfiguration: {} } },
        { name: "vpc", type: "aws:ec2/vpc:Vpc", props: {} },
        ...["ecr.api", "ecr.dkr", "logs"].map((service) => inChina(service)),
        inChina("s3", { vpcEndpointType: "Gateway", privateDnsEnabled: false }),
      ],
      breaks: [
        {
          title: "an interface that the service's name isn't resolved to",
          of: "logs",
          props: { privateDnsEnabled: false },
          finds: [": "],
        },
        { title: "no way to ecr.dkr in China", of: "ecr.dkr", gone: true, finds: [": "] },
      ],
    },
  ],
};
