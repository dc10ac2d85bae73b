/**
 * Rules of security groups as resources of their own, of both kinds that the provider has.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html
 */
import { between, exactlyOne, known, needed, oneOf, refuse } from "../../checks.ts";
import type { Failure } from "../../../plugins/protocol/provider.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import type { Kind } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import { checkBlock } from "./block.ts";
import { ec2Arn, freshId, need } from "./need.ts";
import { checkDescription, checkRule, refuseRules } from "./ruleChecks.ts";
import { protocolName, rulesOfRule, vpcRule } from "./rules.ts";
import type { Direction } from "./rules.ts";
import * as types from "./types.ts";

export const securityGroupRule: Kind = {
  type: types.SECURITY_GROUP_RULE,
  // Everything but the description: the provider revokes the rule and authorises another.
  replaces: [
    "cidrBlocks",
    "fromPort",
    "ipv6CidrBlocks",
    "prefixListIds",
    "protocol",
    "securityGroupId",
    "self",
    "sourceSecurityGroupId",
    "toPort",
    "type",
  ],
  check: (inputs) => [
    ...oneOf(inputs, "type", ["ingress", "egress"]),
    ...checkRule(inputs, ""),
    ...checkSources(inputs),
  ],
  create({ inputs }, cloud) {
    const groupId = need(types.SECURITY_GROUP, textAt(inputs, "securityGroupId") ?? "", cloud).id;
    refuseRules(rulesOfRule(inputs), groupId, cloud);
    return { id: `sgrule-${parseInt(cloud.hex(8), 16)}`, outputs: { securityGroupRuleId: freshId("sgr", cloud) } };
  },
};

export const securityGroupIngressRule = vpcRuleKind(types.INGRESS_RULE, "ingress");
export const securityGroupEgressRule = vpcRuleKind(types.EGRESS_RULE, "egress");

const SOURCES = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"] as const;

function vpcRuleKind(type: string, direction: Direction): Kind {
  return {
    type,
    // Another kind of source replaces too (a block becomes a group); another source of the same kind doesn't.
    replaces: ["securityGroupId"],
    check: (inputs) => [
      ...exactlyOne(inputs, SOURCES),
      ...checkBlock(inputs, "cidrIpv4"),
      ...checkBlock(inputs, "cidrIpv6"),
      ...checkDescription(inputs, "description"),
      ...between(inputs, "fromPort", -1, 65_535),
      ...between(inputs, "toPort", -1, 65_535),
      ...checkPorts(inputs),
    ],
    create({ inputs }, cloud) {
      const groupId = need(types.SECURITY_GROUP, textAt(inputs, "securityGroupId") ?? "", cloud).id;
      refuseRules(vpcRule(inputs, direction), groupId, cloud);
      const id = freshId("sgr", cloud);
      return { id, outputs: { arn: ec2Arn("security-group-rule", id, cloud), securityGroupRuleId: id } };
    },
    update({ inputs, olds }, cloud) {
      const groupId = textAt(inputs, "securityGroupId") ?? "";
      refuseRules(vpcRule(inputs, direction), groupId, cloud, vpcRule(olds, direction));
      return {};
    },
  };
}

function checkSources(inputs: Properties): Failure[] {
  const single = known(inputs, "self") === true ? ["self"] : [];
  const lists = ["cidrBlocks", "ipv6CidrBlocks", "prefixListIds"].filter((name) => inputs[name] !== undefined);
  const peer = inputs["sourceSecurityGroupId"] === undefined ? [] : ["sourceSecurityGroupId"];
  if (lists.length + single.length + peer.length === 0) {
    return refuse(
      "cidrBlocks",
      "One of cidrBlocks, ipv6CidrBlocks, prefixListIds, self or sourceSecurityGroupId must be set",
    );
  }
  if (peer.length === 1 && (single.length === 1 || inputs["cidrBlocks"] !== undefined)) {
    return refuse("sourceSecurityGroupId", `sourceSecurityGroupId conflicts with ${single[0] ?? "cidrBlocks"}`);
  }
  return [];
}

/** EC2 takes ports with TCP and UDP only, and without ports for all protocols. */
function checkPorts(inputs: Properties): Failure[] {
  const protocol = known(inputs, "ipProtocol");
  if (typeof protocol !== "string") return [];
  const name = protocolName(protocol);
  if (name === "tcp" || name === "udp") {
    const because = `when ipProtocol is ${name}`;
    return [...needed(inputs, "fromPort", because), ...needed(inputs, "toPort", because)];
  }
  if (name !== "-1") return [];
  return ["fromPort", "toPort"].flatMap((port) => {
    const value = known(inputs, port);
    if (typeof value !== "number" || value === -1 || value === 0) return [];
    return refuse(port, `${port} cannot be ${value} when ipProtocol is -1: all protocols have all ports`);
  });
}
