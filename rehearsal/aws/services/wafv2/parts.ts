/** What web ACLs refer to: sets of addresses, groups of rules. */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { between, elements, oneOf } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import type { Kind } from "../../kind.ts";
import { checkBlock } from "../ec2/block.ts";
import { capacityOf, checkRules } from "./rules.ts";
import { checkScope, inUse, newId, wafName } from "./scope.ts";
import { WEB_ACL } from "./webAcl.ts";

const IP_SET = "aws:wafv2/ipSet:IpSet";
const RULE_GROUP = "aws:wafv2/ruleGroup:RuleGroup";

export const ipSet: Kind = {
  type: IP_SET,
  name: wafName,
  replaces: ["ipAddressVersion", "name", "namePrefix", "scope"],
  sets: ["addresses"],
  check: (inputs) => [
    ...checkScope(inputs),
    ...oneOf(inputs, "ipAddressVersion", ["IPV4", "IPV6"]),
    ...elements(inputs, "addresses").flatMap((path) => checkBlock(inputs, path)),
  ],
  create: ({ inputs }, cloud) => made(newId(inputs, IP_SET, "ipset", cloud)),
  remove: ({ outputs }, cloud) => refuseUsed(outputs, cloud),
};

export const ruleGroup: Kind = {
  type: RULE_GROUP,
  name: wafName,
  replaces: ["capacity", "name", "namePrefix", "scope"],
  sets: ["rules", "customResponseBodies"],
  check: (inputs) => [...checkScope(inputs), ...between(inputs, "capacity", 1, 5000), ...checkRules(inputs)],
  create({ inputs }, cloud) {
    capacityOf(inputs, cloud);
    return made(newId(inputs, RULE_GROUP, "rulegroup", cloud));
  },
  remove: ({ outputs }, cloud) => refuseUsed(outputs, cloud),
};

function made({ id, arn }: { readonly id: string; readonly arn: string }) {
  return { id, outputs: { arn, lockToken: "" } };
}

function refuseUsed({ arn }: Properties, cloud: Cloud): void {
  const named = JSON.stringify(arn ?? null);
  const users = [...cloud.list(WEB_ACL), ...cloud.list(RULE_GROUP)];
  if (users.some(({ inputs }) => JSON.stringify(inputs["rules"] ?? []).includes(named))) throw inUse();
}
