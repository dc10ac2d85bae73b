/** @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/SecurityList/ */
import type * as core from "oci-core/lib/model/index.js";
import { securityLists, subnets, vcns } from "../../collections.ts";
import { invalidParameter } from "../../errors.ts";
import type { Route } from "../../route.ts";
import type { Wire } from "../../wire.ts";
import { parseCidr } from "./cidr.ts";
import { partRoutes } from "./part.ts";
import { checkPorts } from "./ports.ts";
import { needService } from "./route-tables.ts";

type Ingress = Wire<core.IngressSecurityRule>;
type Egress = Wire<core.EgressSecurityRule>;

const MOST_RULES = 200;

function ingress(rules: readonly Ingress[]): Ingress[] {
  return checked(rules, "ingressSecurityRules").map((rule, index) => {
    const sourceType = rule.sourceType ?? "CIDR_BLOCK";
    checkEnd(rule.source, sourceType, `ingressSecurityRules[${index}].source`);
    return { ...rule, sourceType, isStateless: rule.isStateless ?? false };
  });
}

function egress(rules: readonly Egress[]): Egress[] {
  return checked(rules, "egressSecurityRules").map((rule, index) => {
    const destinationType = rule.destinationType ?? "CIDR_BLOCK";
    checkEnd(rule.destination, destinationType, `egressSecurityRules[${index}].destination`);
    return { ...rule, destinationType, isStateless: rule.isStateless ?? false };
  });
}

function checked<Rule extends Ingress | Egress>(rules: readonly Rule[], what: string): readonly Rule[] {
  if (rules.length > MOST_RULES) {
    throw invalidParameter(`${what} must hold at most ${MOST_RULES} rules.`);
  }
  rules.forEach((rule, index) => checkPorts(rule, `${what}[${index}]`));
  return rules;
}

function checkEnd(end: string, type: string, what: string): void {
  if (type === "SERVICE_CIDR_BLOCK") {
    needService(end, what);
  } else {
    parseCidr(end, what);
  }
}

/** What every VCN's own security list allows: SSH and path discovery in, everything out. */
export function defaultRules(vcnCidrs: readonly string[]): {
  ingressSecurityRules: Ingress[];
  egressSecurityRules: Egress[];
} {
  const icmp = (source: string, options: Wire<core.IcmpOptions>): Ingress => ({
    protocol: "1",
    source,
    icmpOptions: options,
  });
  return {
    ingressSecurityRules: ingress([
      { protocol: "6", source: "0.0.0.0/0", tcpOptions: { destinationPortRange: { min: 22, max: 22 } } },
      icmp("0.0.0.0/0", { type: 3, code: 4 }),
      ...vcnCidrs.map((cidr) => icmp(cidr, { type: 3 })),
    ]),
    egressSecurityRules: egress([{ protocol: "all", destination: "0.0.0.0/0" }]),
  };
}

export const securityListRoutes: readonly Route[] = partRoutes<
  Wire<core.SecurityList>,
  Wire<core.CreateSecurityListDetails>,
  Wire<core.UpdateSecurityListDetails>
>({
  noun: "SecurityList",
  ocid: "securitylist",
  path: "securityLists",
  parameter: "securityListId",
  prefix: "securitylist",
  collection: securityLists,
  create: (_call, details) => ({
    ingressSecurityRules: ingress(details.ingressSecurityRules),
    egressSecurityRules: egress(details.egressSecurityRules),
  }),
  update: (_call, list, details) => ({
    ingressSecurityRules:
      details.ingressSecurityRules === undefined ? list.ingressSecurityRules : ingress(details.ingressSecurityRules),
    egressSecurityRules:
      details.egressSecurityRules === undefined ? list.egressSecurityRules : egress(details.egressSecurityRules),
  }),
  users: (world, list) =>
    subnets
      .list(world)
      .filter((subnet) => subnet.securityListIds?.includes(list.id))
      .map((subnet) => subnet.id),
  isDefault: (world, list) => vcns.get(world, list.vcnId)?.defaultSecurityListId === list.id,
});
