/**
 * Network ACLs. The rehearsal keeps them, and its packets don't meet them: only security groups and routes are weighed.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAcl.html
 */
import type { Failure } from "../../../plugins/protocol/provider.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { between, elements, exactlyOne, oneOf } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import type { Kind } from "../../kind.ts";
import { textAt, textsAt } from "../../kind.ts";
import { checkBlock } from "./block.ts";
import { ec2Arn, freshId, need } from "./need.ts";
import * as types from "./types.ts";

export const networkAcl: Kind = {
  type: types.NETWORK_ACL,
  replaces: ["vpcId"],
  sets: ["ingress", "egress", "subnetIds"],
  check: checkEntries,
  create({ inputs }, cloud) {
    need(types.VPC, textAt(inputs, "vpcId") ?? "", cloud);
    needSubnets(inputs, cloud);
    const id = freshId("acl", cloud);
    const lists = {
      ingress: inputs["ingress"] ?? [],
      egress: inputs["egress"] ?? [],
      subnetIds: inputs["subnetIds"] ?? [],
    };
    return { id, outputs: { arn: ec2Arn("network-acl", id, cloud), ownerId: cloud.account, ...lists } };
  },
  update({ inputs }, cloud) {
    needSubnets(inputs, cloud);
    return { ingress: inputs["ingress"] ?? [], egress: inputs["egress"] ?? [], subnetIds: inputs["subnetIds"] ?? [] };
  },
  remove({ id }, cloud) {
    // The provider gives the subnets of the list itself back to the VPC's default one first.
    const used = cloud.list(types.NETWORK_ACL_ASSOCIATION).some(({ inputs }) => inputs["networkAclId"] === id);
    if (!used) return;
    throw new AwsError("DependencyViolation", `The networkAcl '${id}' has dependencies and cannot be deleted.`);
  },
};

/** Takes the default network ACL of a VPC under a program's care. */
export const defaultNetworkAcl: Kind = {
  type: "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl",
  replaces: ["defaultNetworkAclId"],
  sets: ["ingress", "egress", "subnetIds"],
  check: checkEntries,
  create({ inputs }, cloud) {
    const acl = need(types.NETWORK_ACL, textAt(inputs, "defaultNetworkAclId") ?? "", cloud);
    const { arn = "", vpcId = "" } = acl.outputs;
    return { id: acl.id, outputs: { arn, vpcId, ownerId: cloud.account } };
  },
};

export const networkAclRule: Kind = {
  type: types.NETWORK_ACL_RULE,
  replaces: [
    "cidrBlock",
    "egress",
    "fromPort",
    "icmpCode",
    "icmpType",
    "ipv6CidrBlock",
    "networkAclId",
    "protocol",
    "ruleAction",
    "ruleNumber",
    "toPort",
  ],
  check: (inputs) => [
    ...exactlyOne(inputs, ["cidrBlock", "ipv6CidrBlock"]),
    ...checkBlock(inputs, "cidrBlock"),
    ...checkBlock(inputs, "ipv6CidrBlock"),
    ...oneOf(inputs, "ruleAction", ["allow", "deny", "ALLOW", "DENY"]),
    ...between(inputs, "ruleNumber", 1, 32_766),
  ],
  create({ inputs }, cloud) {
    const { id } = need(types.NETWORK_ACL, textAt(inputs, "networkAclId") ?? "", cloud);
    const { ruleNumber = 0, egress = false } = inputs;
    const taken = cloud.list(types.NETWORK_ACL_RULE).some(({ inputs: other }) => {
      return (
        other["networkAclId"] === id && other["ruleNumber"] === ruleNumber && (other["egress"] ?? false) === egress
      );
    });
    if (taken) {
      const message = `The network acl entry identified by ${JSON.stringify(ruleNumber)} already exists.`;
      throw new AwsError("NetworkAclEntryAlreadyExists", message);
    }
    return { id: `nacl-${parseInt(cloud.hex(8), 16)}`, outputs: { egress } };
  },
};

export const networkAclAssociation: Kind = {
  type: types.NETWORK_ACL_ASSOCIATION,
  replaces: ["networkAclId", "subnetId"],
  create({ inputs }, cloud) {
    need(types.NETWORK_ACL, textAt(inputs, "networkAclId") ?? "", cloud);
    need(types.SUBNET, textAt(inputs, "subnetId") ?? "", cloud);
    return { id: freshId("aclassoc", cloud), outputs: {} };
  },
};

function checkEntries(inputs: Properties): Failure[] {
  return ["ingress", "egress"]
    .flatMap((list) => elements(inputs, list))
    .flatMap((at) => [
      ...oneOf(inputs, `${at}.action`, ["allow", "deny", "ALLOW", "DENY"]),
      ...between(inputs, `${at}.ruleNo`, 1, 32_766),
      ...checkBlock(inputs, `${at}.cidrBlock`),
      ...checkBlock(inputs, `${at}.ipv6CidrBlock`),
    ]);
}

function needSubnets(inputs: Properties, cloud: Cloud): void {
  for (const id of textsAt(inputs, "subnetIds")) need(types.SUBNET, id, cloud);
}
