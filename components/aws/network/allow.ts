/** The rules of security groups: one passage from one end to another, opened on every group that stands at an end. */
import type * as pulumi from "@pulumi/pulumi";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule.js";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule.js";
import type { Fault, Label } from "@tidegate/faults";
import { cidrFaults, ownName, portFaults, refuse, textFaults } from "@tidegate/faults";

/** A security group, an IPv4 block, or a prefix list (the addresses of S3 and DynamoDB). */
export type End =
  | { readonly securityGroupId: pulumi.Input<string> }
  | { readonly cidr: pulumi.Input<string> }
  | { readonly prefixListId: pulumi.Input<string> };

export interface Passage {
  readonly from: End;
  /** One of the two ends is a security group. */
  readonly to: End;
  /** The port at `to`, 1 to 65535. */
  readonly port: number;
  /** Default: `tcp`. */
  readonly protocol?: "tcp" | "udp";
  /** What passes, up to 255 characters: "Service to PostgreSQL". */
  readonly description: string;
}

/**
 * Lets connections pass: a rule for what goes out of `from`, if that is a group, and one for what comes into `to`, if
 * that is a group. Rules keep state, so answers need none.
 *
 *     allow("service-to-db", { from: service, to: database, port: 5432, description: "Service to PostgreSQL" }, { parent });
 *
 * @returns the rules, for `dependsOn`: who needs the passage at its start waits for them.
 * @throws InvalidArguments with every fault, before anything is registered.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/vpc/securitygroupingressrule/
 */
export function allow(name: string, passage: Passage, opts?: pulumi.CustomResourceOptions): pulumi.Resource[] {
  refuse(name, passageFaults(passage, ownName));
  const { from, to, port, description } = passage;
  const what = { ipProtocol: passage.protocol ?? "tcp", fromPort: port, toPort: port, description };
  const rules: pulumi.Resource[] = [];
  if ("securityGroupId" in from) {
    const { securityGroupId } = from;
    rules.push(new SecurityGroupEgressRule(`${name}-out`, { securityGroupId, ...what, ...peer(to) }, opts));
  }
  if ("securityGroupId" in to) {
    const { securityGroupId } = to;
    rules.push(new SecurityGroupIngressRule(`${name}-in`, { securityGroupId, ...what, ...peer(from) }, opts));
  }
  return rules;
}

/** What is wrong with the ends, the port and the description. */
export function passageFaults({ from, to, port, description }: Passage, label: Label): Fault[] {
  const noGroup = !("securityGroupId" in from) && !("securityGroupId" in to);
  return [
    ...(noGroup ? [{ path: label("to"), given: to, accepted: "a security group, since from is none" }] : []),
    ...endFaults(label("from.cidr"), from),
    ...endFaults(label("to.cidr"), to),
    ...portFaults(label("port"), port),
    ...textFaults(label("description"), description, RULE_TEXT, RULE_TEXT_ACCEPTED),
  ];
}

/** The characters that EC2 takes in descriptions of groups and rules. */
export const RULE_TEXT = /^[\w .:/()#,@[\]+=&;{}!$*-]{1,255}$/;
export const RULE_TEXT_ACCEPTED = "1 to 255 letters, digits, blanks and ._-:/()#,@[]+=&;{}!$*";

function endFaults(path: string, end: End): Fault[] {
  return "cidr" in end && typeof end.cidr === "string" ? cidrFaults(path, end.cidr, 0, 32) : [];
}

/** The other end, as a rule names it. */
function peer(end: End) {
  if ("securityGroupId" in end) return { referencedSecurityGroupId: end.securityGroupId };
  return "cidr" in end ? { cidrIpv4: end.cidr } : { prefixListId: end.prefixListId };
}
