/** What the rules of security groups, network security groups and security lists let through, in one shape. */
import { UNKNOWN } from "@tidegate/policy";
import type { JudgedResource, Value } from "@tidegate/policy";
import { isAnybodys } from "@tidegate/policy/documents";
import { at, itemsOf, textOf, within } from "../look.ts";
import type { Place } from "../look.ts";

export interface Rule {
  /** Where its addresses are written. */
  readonly place: Place;
  /** CIDR blocks on the other side; empty for another group, a prefix list or a service. */
  readonly addresses: readonly Value[];
  /** The ports that it opens, where they are known and its protocol has any; `all` of them, of whatever protocol. */
  readonly ports: "all" | "unknown" | { readonly from: number; readonly to: number };
}

export type Direction = "ingress" | "egress";

export const RULE_TYPES = [
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  "aws:ec2/securityGroupRule:SecurityGroupRule",
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  "oci:Core/networkSecurityGroupSecurityRule:NetworkSecurityGroupSecurityRule",
  "oci:Core/securityList:SecurityList",
  "oci:Core/defaultSecurityList:DefaultSecurityList",
];

/** Every rule of a resource for one direction. */
export function rulesOf({ type, props }: JudgedResource, direction: Direction): readonly Rule[] {
  const self = at(props);
  switch (type) {
    case "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule":
      return direction === "ingress" ? [onAws(self)] : [];
    case "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule":
      return direction === "egress" ? [onAws(self)] : [];
    case "aws:ec2/securityGroupRule:SecurityGroupRule":
      return props["type"] === direction ? [onAws(self)] : [];
    case "oci:Core/networkSecurityGroupSecurityRule:NetworkSecurityGroupSecurityRule":
      return props["direction"] === direction.toUpperCase() ? [onOci(self, direction)] : [];
    case "oci:Core/securityList:SecurityList":
    case "oci:Core/defaultSecurityList:DefaultSecurityList":
      return itemsOf(at(props, `${direction}SecurityRules`)).map((rule) => onOci(rule, direction));
    default:
      return itemsOf(at(props, direction)).map(onAws);
  }
}

/** Whether anybody may be on the other side. */
export function isAnyAddress({ addresses }: Rule): boolean {
  return addresses.some((address) => typeof address === "string" && isAnybodys(address));
}

/** Groups have lists of blocks under these names, rules by themselves one block. */
function onAws(rule: Place): Rule {
  const addresses = ["cidrIpv4", "cidrIpv6", "cidrBlocks", "ipv6CidrBlocks"].flatMap((key) =>
    itemsOf(within(rule, key)).flatMap(({ value }): readonly Value[] => (value === undefined ? [] : [value])),
  );
  const { value: protocol } = within(rule, has(rule, "ipProtocol") ? "ipProtocol" : "protocol");
  return {
    place: rule,
    addresses,
    ports: protocol === UNKNOWN ? "unknown" : portsOnAws(rule, textOf(protocol).toLowerCase()),
  };
}

/** What AWS calls the ports of ICMP are types and codes. */
function portsOnAws(rule: Place, protocol: string): Rule["ports"] {
  if (protocol === "-1" || protocol === "all") return "all";
  if (ICMP.has(protocol)) return "unknown";
  return portsOf(within(rule, "fromPort").value, within(rule, "toPort").value);
}

const ICMP = new Set(["icmp", "icmpv6", "1", "58"]);

/** TCP is 6 and UDP is 17. A rule without a range opens every port. */
function onOci(rule: Place, direction: Direction): Rule {
  const { value: address } = within(rule, direction === "ingress" ? "source" : "destination");
  const { value: protocol } = within(rule, "protocol");
  const options = within(rule, protocol === "17" ? "udpOptions" : "tcpOptions");
  const range = has(options, "destinationPortRange") ? within(options, "destinationPortRange") : options;
  const isPorts = protocol === "6" || protocol === "17";
  return {
    place: rule,
    addresses: address === undefined || address === UNKNOWN ? [] : [address],
    ports: protocol === "all" ? "all" : isPorts ? rangeOf(range) : "unknown",
  };
}

function rangeOf(range: Place): Rule["ports"] {
  if (range.value === undefined) return "all";
  const { value: from } = within(range, "min");
  const { value: to } = within(range, "max");
  return from === undefined && to === undefined ? "all" : portsOf(from, to);
}

function portsOf(from: Value | undefined, to: Value | undefined): Rule["ports"] {
  if (typeof from !== "number" || typeof to !== "number") return "unknown";
  return from <= 1 && to === 65_535 ? "all" : { from, to };
}

function has(place: Place, key: string): boolean {
  return within(place, key).value !== undefined;
}
