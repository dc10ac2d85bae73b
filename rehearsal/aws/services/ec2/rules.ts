/**
 * What security groups let through, in one form, wherever a program wrote the rule: inside of the group, or as a rule
 * resource of either kind.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { isObject } from "../../../plugins/protocol/values.ts";
import type { Cloud } from "../../cloud.ts";
import { textAt, textsAt } from "../../kind.ts";
import * as types from "./types.ts";

export type Direction = "ingress" | "egress";

/** One rule: a direction, a protocol, ports, and exactly one other side. */
export interface Rule {
  readonly direction: Direction;
  /** `tcp`, `udp`, `icmp`, `icmpv6`, a protocol's number, or `-1` for all. */
  readonly protocol: string;
  /** 0 to 65535 where the protocol is -1. */
  readonly fromPort: number;
  readonly toPort: number;
  /** IPv4 or IPv6. */
  readonly cidr?: string;
  readonly peerSecurityGroupId?: string;
  readonly prefixListId?: string;
}

/** All rules of a security group; none where it isn't there. */
export function rulesOf(securityGroupId: string, cloud: Cloud): Rule[] {
  const group = cloud.get(types.SECURITY_GROUP, securityGroupId);
  if (group === undefined) return [];
  const ofGroup = ({ inputs }: { inputs: Properties }): boolean => inputs["securityGroupId"] === securityGroupId;
  return [
    ...inlineRules(group.inputs, "ingress", securityGroupId),
    ...inlineRules(group.inputs, "egress", securityGroupId),
    ...cloud
      .list(types.SECURITY_GROUP_RULE)
      .filter(ofGroup)
      .flatMap(({ inputs }) => rulesOfRule(inputs)),
    ...cloud
      .list(types.INGRESS_RULE)
      .filter(ofGroup)
      .flatMap(({ inputs }) => vpcRule(inputs, "ingress")),
    ...cloud
      .list(types.EGRESS_RULE)
      .filter(ofGroup)
      .flatMap(({ inputs }) => vpcRule(inputs, "egress")),
  ];
}

/** Whether one of the rules lets this protocol and port through, whatever its other side. */
export function opens(rule: Rule, direction: Direction, protocol: string, port: number): boolean {
  return (
    rule.direction === direction &&
    (rule.protocol === "-1" || rule.protocol === protocol) &&
    rule.fromPort <= port &&
    port <= rule.toPort
  );
}

/** A SecurityGroupRule, which may name several other sides at once. */
export function rulesOfRule(inputs: Properties): Rule[] {
  const direction = textAt(inputs, "type") === "egress" ? "egress" : "ingress";
  const own = textAt(inputs, "securityGroupId") ?? "";
  const peer = textAt(inputs, "sourceSecurityGroupId");
  return block({ ...inputs, securityGroups: peer === undefined ? [] : [peer] }, direction, own);
}

/** A SecurityGroupIngressRule or SecurityGroupEgressRule, which names one other side. */
export function vpcRule(inputs: Properties, direction: Direction): Rule[] {
  const cidr = textAt(inputs, "cidrIpv4") ?? textAt(inputs, "cidrIpv6");
  // A group of another account is named `account/sg-...`.
  const peer = textAt(inputs, "referencedSecurityGroupId")?.replace(/^\d{12}\//, "");
  const prefixListId = textAt(inputs, "prefixListId");
  const base = { direction, ...ports(textAt(inputs, "ipProtocol") ?? "-1", inputs) };
  if (cidr !== undefined) return [{ ...base, cidr }];
  if (peer !== undefined) return [{ ...base, peerSecurityGroupId: peer }];
  return prefixListId === undefined ? [] : [{ ...base, prefixListId }];
}

/** The rules written inside of a group, of one direction. */
export function inlineRules(group: Properties, direction: Direction, ownId: string): Rule[] {
  const blocks = group[direction];
  return Array.isArray(blocks) ? blocks.filter(isObject).flatMap((item) => block(item, direction, ownId)) : [];
}

function block(item: Properties, direction: Direction, ownId: string): Rule[] {
  const base = { direction, ...ports(textAt(item, "protocol") ?? "-1", item) };
  const peers = [...textsAt(item, "securityGroups"), ...(item["self"] === true ? [ownId] : [])];
  return [
    ...[...textsAt(item, "cidrBlocks"), ...textsAt(item, "ipv6CidrBlocks")].map((cidr) => ({ ...base, cidr })),
    ...peers.map((peerSecurityGroupId) => ({ ...base, peerSecurityGroupId })),
    ...textsAt(item, "prefixListIds").map((prefixListId) => ({ ...base, prefixListId })),
  ];
}

function ports(protocol: string, from: Properties): { protocol: string; fromPort: number; toPort: number } {
  const name = protocolName(protocol);
  if (name === "-1") return { protocol: name, fromPort: 0, toPort: 65_535 };
  const { fromPort, toPort } = from;
  return {
    protocol: name,
    fromPort: typeof fromPort === "number" ? fromPort : 0,
    toPort: typeof toPort === "number" ? toPort : 65_535,
  };
}

const NAMES: ReadonlyMap<string, string> = new Map([
  ["all", "-1"],
  ["1", "icmp"],
  ["6", "tcp"],
  ["17", "udp"],
  ["58", "icmpv6"],
]);

/** A protocol's name as AWS shows it: `6` is `tcp`. */
export function protocolName(protocol: string): string {
  const lower = protocol.toLowerCase();
  return NAMES.get(lower) ?? lower;
}
