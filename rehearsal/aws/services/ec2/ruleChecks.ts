/**
 * What the provider and EC2 refuse of a security group's rules.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html
 */
import type { Failure } from "../../../plugins/protocol/provider.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { between, elements, known, refuse } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { checkBlock } from "./block.ts";
import { need } from "./need.ts";
import { needPrefixList } from "./prefixLists.ts";
import { protocolName, rulesOf } from "./rules.ts";
import type { Rule } from "./rules.ts";
import * as types from "./types.ts";

/** @param at where the rule stands: `ingress[0].`, or nothing for a resource of its own */
export function checkRule(inputs: Properties, at: string): Failure[] {
  const blocks = ["cidrBlocks", "ipv6CidrBlocks"].flatMap((name) => elements(inputs, `${at}${name}`));
  return [
    ...checkDescription(inputs, `${at}description`),
    ...between(inputs, `${at}fromPort`, -1, 65_535),
    ...between(inputs, `${at}toPort`, -1, 65_535),
    ...checkAll(inputs, at),
    ...blocks.flatMap((path) => checkBlock(inputs, path)),
  ];
}

/** Letters, digits and some punctuation: no apostrophe, for instance. */
export function checkDescription(inputs: Properties, property: string): Failure[] {
  const text = known(inputs, property);
  if (typeof text !== "string") return [];
  if (text.length > 255)
    return refuse(property, `${property} cannot be longer than 255 characters: ${JSON.stringify(text)}`);
  if (/^[0-9A-Za-z_ .:/()#,@[\]+=&;{}!$*-]*$/.test(text)) return [];
  const reason = `${property} doesn't comply with restrictions ("^[0-9A-Za-z_ .:/()#,@\\[\\]+=&;\\{\\}!$*-]*$"): `;
  return refuse(property, reason + JSON.stringify(text));
}

function checkAll(inputs: Properties, at: string): Failure[] {
  const protocol = known(inputs, `${at}protocol`);
  const [from, to] = [known(inputs, `${at}fromPort`), known(inputs, `${at}toPort`)];
  if (typeof protocol !== "string" || protocolName(protocol) !== "-1") return [];
  if (typeof from !== "number" || typeof to !== "number" || (from === 0 && to === 0)) return [];
  return refuse(
    `${at}fromPort`,
    `from_port (${from}) and to_port (${to}) must both be 0 to use the 'ALL' "-1" protocol!`,
  );
}

/**
 * @param ignored the rules that stand now and are to go, for instance those that an update replaces
 * @throws AwsError where a rule names what isn't there, stands already, or has its ports the wrong way round
 */
export function refuseRules(
  rules: readonly Rule[],
  groupId: string,
  cloud: Cloud,
  ignored: readonly Rule[] = [],
): void {
  const seen = new Set(rulesOf(groupId, cloud).map(spelling));
  for (const rule of ignored) seen.delete(spelling(rule));
  for (const rule of rules) {
    refusePorts(rule);
    if (rule.peerSecurityGroupId !== undefined && rule.peerSecurityGroupId !== groupId) {
      need(types.SECURITY_GROUP, rule.peerSecurityGroupId, cloud);
    }
    if (rule.prefixListId !== undefined) needPrefixList(rule.prefixListId, cloud);
    const spelled = spelling(rule);
    if (seen.has(spelled)) {
      throw new AwsError("InvalidPermission.Duplicate", `the specified rule "${spelled}" already exists`);
    }
    seen.add(spelled);
  }
}

function refusePorts({ protocol, fromPort, toPort }: Rule): void {
  if ((protocol !== "tcp" && protocol !== "udp") || fromPort <= toPort) return;
  const message = `Invalid value 'Must specify from port (${fromPort}) not greater than to port (${toPort})' for portRange.`;
  throw new AwsError("InvalidParameterValue", message);
}

/** A rule as EC2's message spells it; the direction is ours, since both may have the same rule. */
function spelling({ direction, protocol, fromPort, toPort, cidr, peerSecurityGroupId, prefixListId }: Rule): string {
  const peer = cidr ?? peerSecurityGroupId ?? prefixListId ?? "";
  const what = protocol === "-1" ? "ALL" : `${protocol.toUpperCase()}, from port: ${fromPort}, to port: ${toPort}`;
  return `peer: ${peer}, ${what}, ALLOW${direction === "egress" ? " (egress)" : ""}`;
}
