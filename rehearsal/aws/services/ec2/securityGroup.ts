/**
 * Security groups. The provider takes AWS's own "all out" rule away: a group has the rules that a program gives it.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html
 */
import type { Failure } from "../../../plugins/protocol/provider.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { elements, known, refuse } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import type { Kind } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import type { Resource } from "../../resource.ts";
import { wearingGroup } from "./interfaces.ts";
import { ec2Arn, freshId, need } from "./need.ts";
import { checkDescription, checkRule, refuseRules } from "./ruleChecks.ts";
import { inlineRules, rulesOf } from "./rules.ts";
import * as types from "./types.ts";

const SETS = ["ingress", "egress", "cidrBlocks", "ipv6CidrBlocks", "prefixListIds", "securityGroups"] as const;

export const securityGroup: Kind = {
  type: types.SECURITY_GROUP,
  name: {
    property: "name",
    max: 255,
    pattern: /^(?!sg-)[0-9A-Za-z_ .:/()#,@[\]+=&;{}!$*-]+$/,
    accepted: "letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*, 255 characters at most, and it cannot begin with sg-",
  },
  replaces: ["description", "name", "namePrefix", "vpcId"],
  sets: SETS,
  check: (inputs) => [...checkDescription(inputs, "description"), ...checkRules(inputs)],
  create({ inputs }, cloud) {
    const vpcId = textAt(inputs, "vpcId");
    if (vpcId === undefined) throw new AwsError("VPCIdNotSpecified", "No default VPC for this user");
    need(types.VPC, vpcId, cloud);
    refuseName(textAt(inputs, "name") ?? "", vpcId, cloud);
    const id = freshId("sg", cloud);
    for (const direction of ["ingress", "egress"] as const) refuseRules(inlineRules(inputs, direction, id), id, cloud);
    return {
      id,
      outputs: {
        arn: ec2Arn("security-group", id, cloud),
        ownerId: cloud.account,
        description: inputs["description"] ?? "Managed by Pulumi",
        ingress: inputs["ingress"] ?? [],
        egress: inputs["egress"] ?? [],
        revokeRulesOnDelete: inputs["revokeRulesOnDelete"] ?? false,
      },
    };
  },
  update: ({ inputs, resource }, cloud) => replaceRules(resource, inputs, cloud),
  remove(resource, cloud) {
    const { id } = resource;
    if (resource.inputs["revokeRulesOnDelete"] === true) dropRules(id, cloud);
    const others = cloud.list(types.SECURITY_GROUP).filter((other) => other.id !== id);
    const named = others.some((other) => rulesOf(other.id, cloud).some((rule) => rule.peerSecurityGroupId === id));
    if (!named && wearingGroup(id, cloud).length === 0) return;
    throw new AwsError("DependencyViolation", `resource ${id} has a dependent object`);
  },
};

/** Takes the default group of a VPC under a program's care: its rules become those of the program, none without. */
export const defaultSecurityGroup: Kind = {
  type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  replaces: ["vpcId"],
  sets: SETS,
  check: checkRules,
  create({ inputs }, cloud) {
    const vpc = need(types.VPC, textAt(inputs, "vpcId") ?? "", cloud);
    const group = need(types.SECURITY_GROUP, textAt(vpc.outputs, "defaultSecurityGroupId") ?? "", cloud);
    adopt(group, inputs, cloud);
    const { arn = "", description = "" } = group.outputs;
    const rules = { ingress: inputs["ingress"] ?? [], egress: inputs["egress"] ?? [] };
    return { id: group.id, outputs: { arn, description, name: "default", ownerId: cloud.account, ...rules } };
  },
  update: ({ inputs, resource }, cloud) => adopt(need(types.SECURITY_GROUP, resource.id, cloud), inputs, cloud),
};

function checkRules(inputs: Properties): Failure[] {
  const rules = (["ingress", "egress"] as const).flatMap((list) => elements(inputs, list));
  return rules.flatMap((at) => [...checkRule(inputs, `${at}.`), ...checkPeer(inputs, at)]);
}

function checkPeer(inputs: Properties, at: string): Failure[] {
  const item = known(inputs, at);
  if (item === undefined || PEERS.some((name) => known(inputs, `${at}.${name}`) !== undefined)) return [];
  // An unknown peer is a peer.
  const given = typeof item === "object" && item !== null && PEERS.some((name) => name in item);
  return given ? [] : refuse(at, `${at} names nobody: give one of ${PEERS.join(", ")}`);
}

const PEERS = ["cidrBlocks", "ipv6CidrBlocks", "prefixListIds", "securityGroups", "self"] as const;

function refuseName(name: string, vpcId: string, cloud: Cloud): void {
  if (name === "default") {
    throw new AwsError("InvalidParameterValue", "Cannot use reserved security group name: default");
  }
  const others = cloud.list(types.SECURITY_GROUP).filter(({ inputs }) => inputs["vpcId"] === vpcId);
  if (others.some(({ inputs }) => inputs["name"] === name)) {
    throw new AwsError("InvalidGroup.Duplicate", `The security group '${name}' already exists for VPC '${vpcId}'`);
  }
}

function replaceRules(group: Resource, inputs: Properties, cloud: Cloud): Properties {
  for (const direction of ["ingress", "egress"] as const) {
    const old = inlineRules(group.inputs, direction, group.id);
    refuseRules(inlineRules(inputs, direction, group.id), group.id, cloud, old);
  }
  return { ingress: inputs["ingress"] ?? [], egress: inputs["egress"] ?? [] };
}

function adopt(group: Resource, inputs: Properties, cloud: Cloud): Properties {
  const rules = replaceRules(group, inputs, cloud);
  cloud.put({ ...group, inputs: { ...group.inputs, ...rules }, outputs: { ...group.outputs, ...rules } });
  return rules;
}

function dropRules(groupId: string, cloud: Cloud): void {
  const lists = [types.SECURITY_GROUP_RULE, types.INGRESS_RULE, types.EGRESS_RULE].flatMap((type) => cloud.list(type));
  for (const rule of lists.filter(({ inputs }) => inputs["securityGroupId"] === groupId)) cloud.drop(rule);
}
