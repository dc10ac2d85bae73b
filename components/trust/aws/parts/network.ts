/**
 * VPC, load balancers and their certificates. Their ids are AWS's own, so that tags say whose they are.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 */
import type { Needs, System } from "../system.ts";
import { allow, arnIn, claimed, kept, owned, unclaimed } from "../system.ts";

export function networkNeeds(system: System): Needs {
  const ec2 = (...kinds: readonly string[]) => kinds.map((kind) => arnIn(system, "ec2", `${kind}/*`));
  return {
    // Describe actions of EC2 know no resource.
    read: [
      allow("LookAtNetwork", ["ec2:Describe*", "ec2:GetManagedPrefixListEntries"], ["*"], {
        StringEquals: { "aws:RequestedRegion": system.region },
      }),
    ],
    write: [
      allow("MakeVpc", ["ec2:CreateVpc"], ec2("vpc"), claimed(system)),
      allow(
        "MakeInVpc",
        [
          "ec2:AllocateAddress",
          "ec2:CreateInternetGateway",
          "ec2:CreateRouteTable",
          "ec2:CreateSecurityGroup",
          "ec2:CreateSubnet",
        ],
        ec2("elastic-ip", "internet-gateway", "route-table", "security-group", "subnet"),
        claimed(system),
      ),
      allow(
        "MakeWays",
        ["ec2:AuthorizeSecurityGroup*", "ec2:CreateFlowLogs", "ec2:CreateNatGateway", "ec2:CreateVpcEndpoint"],
        ec2("natgateway", "security-group-rule", "vpc-endpoint", "vpc-flow-log"),
        claimed(system),
      ),
      allow(
        "UseOwnNetwork",
        [
          "ec2:CreateFlowLogs",
          "ec2:CreateNatGateway",
          "ec2:CreateRouteTable",
          "ec2:CreateSecurityGroup",
          "ec2:CreateSubnet",
          "ec2:CreateVpcEndpoint",
        ],
        ec2("elastic-ip", "route-table", "security-group", "subnet", "vpc"),
        owned(system),
      ),
      allow("ChangeOwnNetwork", CHANGES, [arnIn(system, "ec2", "*")], owned(system)),
      allow("TagNewNetwork", ["ec2:CreateTags"], [arnIn(system, "ec2", "*")], {
        StringEquals: { ...claimed(system)["StringEquals"], "ec2:CreateAction": CREATIONS },
      }),
      allow("TagOwnNetwork", ["ec2:CreateTags", "ec2:DeleteTags"], [arnIn(system, "ec2", "*")], kept(system)),
      // AWS makes the default group of a new VPC without a tag and with rules: it is tagged first, and emptied after.
      allow("AdoptDefaultGroup", ["ec2:CreateTags"], ec2("security-group"), unclaimed(system)),
    ],
  };
}

export function balancerNeeds(system: System): Needs {
  const all = [arnIn(system, "elasticloadbalancing", "*")];
  const creations = ["CreateLoadBalancer", "CreateTargetGroup", "CreateListener", "CreateRule"];
  const listed = creations.map((one) => `elasticloadbalancing:${one}`);
  return {
    read: [
      allow("LookAtBalancers", ["elasticloadbalancing:Describe*"], ["*"], {
        StringEquals: { "aws:RequestedRegion": system.region },
      }),
      allow(
        "LookAtCertificates",
        ["acm:DescribeCertificate", "acm:ListTagsForCertificate"],
        certificates(system),
        owned(system),
      ),
    ],
    write: [
      allow("MakeBalancers", listed.slice(0, 2), all, claimed(system)),
      allow("MakeListeners", listed.slice(2), all, owned(system)),
      allow("ChangeOwnBalancers", BALANCER_CHANGES, all, owned(system)),
      allow("TagNewBalancers", ["elasticloadbalancing:AddTags"], all, {
        StringEquals: { ...claimed(system)["StringEquals"], "elasticloadbalancing:CreateAction": creations },
      }),
      allow("TagOwnBalancers", ["elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"], all, kept(system)),
      allow("AskForCertificates", ["acm:RequestCertificate"], ["*"], claimed(system)),
      allow("TagNewCertificates", ["acm:AddTagsToCertificate"], certificates(system), unclaimed(system)),
      allow(
        "ChangeOwnCertificates",
        [
          "acm:AddTagsToCertificate",
          "acm:DeleteCertificate",
          "acm:RemoveTagsFromCertificate",
          "acm:UpdateCertificateOptions",
        ],
        certificates(system),
        kept(system),
      ),
    ],
  };
}

/** CloudFront takes certificates of us-east-1 alone. */
function certificates(system: System): string[] {
  const regions = [...new Set([system.region, "us-east-1"])];
  return regions.map((region) => arnIn({ ...system, region }, "acm", "certificate/*"));
}

const CREATIONS = [
  "AllocateAddress",
  "AuthorizeSecurityGroupEgress",
  "AuthorizeSecurityGroupIngress",
  "CreateFlowLogs",
  "CreateInternetGateway",
  "CreateNatGateway",
  "CreateRouteTable",
  "CreateSecurityGroup",
  "CreateSubnet",
  "CreateVpc",
  "CreateVpcEndpoint",
];

const CHANGES = [
  "ec2:AssociateRouteTable",
  "ec2:AttachInternetGateway",
  "ec2:AuthorizeSecurityGroup*",
  "ec2:CreateRoute",
  "ec2:DeleteFlowLogs",
  "ec2:DeleteInternetGateway",
  "ec2:DeleteNatGateway",
  "ec2:DeleteRoute",
  "ec2:DeleteRouteTable",
  "ec2:DeleteSecurityGroup",
  "ec2:DeleteSubnet",
  "ec2:DeleteVpc",
  "ec2:DeleteVpcEndpoints",
  "ec2:DetachInternetGateway",
  "ec2:DisassociateAddress",
  "ec2:DisassociateRouteTable",
  "ec2:ModifySecurityGroupRules",
  "ec2:ModifySubnetAttribute",
  "ec2:ModifyVpcAttribute",
  "ec2:ModifyVpcEndpoint",
  "ec2:ReleaseAddress",
  "ec2:ReplaceRoute",
  "ec2:ReplaceRouteTableAssociation",
  "ec2:RevokeSecurityGroup*",
  "ec2:UpdateSecurityGroupRuleDescriptions*",
];

const BALANCER_CHANGES = [
  "elasticloadbalancing:DeleteListener",
  "elasticloadbalancing:DeleteLoadBalancer",
  "elasticloadbalancing:DeleteRule",
  "elasticloadbalancing:DeleteTargetGroup",
  "elasticloadbalancing:ModifyListener",
  "elasticloadbalancing:ModifyListenerAttributes",
  "elasticloadbalancing:ModifyLoadBalancerAttributes",
  "elasticloadbalancing:ModifyRule",
  "elasticloadbalancing:ModifyTargetGroup",
  "elasticloadbalancing:ModifyTargetGroupAttributes",
  "elasticloadbalancing:SetIpAddressType",
  "elasticloadbalancing:SetSecurityGroups",
  "elasticloadbalancing:SetSubnets",
];
