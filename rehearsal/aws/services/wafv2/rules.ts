/**
 * The rules of web ACLs: what they cost in capacity units, and what AWS WAF refuses of them.
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
import type { Failure } from "../../../plugins/protocol/provider.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { between, elements, exactlyOne, isGiven, known, refuse } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import { numberAt, objectAt, objectsAt } from "../../parts.ts";
import { invalid } from "./scope.ts";

const MANAGED: Readonly<Record<string, number>> = {
  AWSManagedRulesACFPRuleSet: 50,
  AWSManagedRulesATPRuleSet: 50,
  AWSManagedRulesAdminProtectionRuleSet: 100,
  AWSManagedRulesAmazonIpReputationList: 25,
  AWSManagedRulesAnonymousIpList: 50,
  AWSManagedRulesAntiDDoSRuleSet: 50,
  AWSManagedRulesBotControlRuleSet: 50,
  AWSManagedRulesCommonRuleSet: 700,
  AWSManagedRulesKnownBadInputsRuleSet: 200,
  AWSManagedRulesLinuxRuleSet: 200,
  AWSManagedRulesPHPRuleSet: 100,
  AWSManagedRulesSQLiRuleSet: 200,
  AWSManagedRulesUnixRuleSet: 100,
  AWSManagedRulesWindowsRuleSet: 200,
  AWSManagedRulesWordPressRuleSet: 100,
};

export function checkRules(inputs: Properties): Failure[] {
  const rules = elements(inputs, "rules");
  return [
    ...twice(inputs, rules, "priority"),
    ...twice(inputs, rules, "name"),
    ...rules.flatMap((at) => [
      ...checkAction(inputs, at),
      ...between(inputs, `${at}.statement.rateBasedStatement.limit`, 10, 2_000_000_000),
    ]),
  ];
}

function twice(inputs: Properties, rules: readonly string[], name: string): Failure[] {
  const values = rules.map((at) => known(inputs, `${at}.${name}`));
  return values.flatMap((value, i) =>
    value !== undefined && values.indexOf(value) < i
      ? refuse(`${rules[i] ?? ""}.${name}`, `two rules have the ${name} ${JSON.stringify(value)}`)
      : [],
  );
}

/** Groups of rules have actions of their own, which an overrideAction leaves or mutes; single rules have an action. */
function checkAction(inputs: Properties, at: string): Failure[] {
  const groups = ["managedRuleGroupStatement", "ruleGroupReferenceStatement"];
  const isGroup = groups.some((name) => isGiven(inputs, `${at}.statement.${name}`));
  if (!isGroup && !isGiven(inputs, `${at}.action`))
    return refuse(`${at}.action`, `${at}.action is required for this rule`);
  if (isGroup && !isGiven(inputs, `${at}.overrideAction`)) {
    return refuse(`${at}.overrideAction`, `${at}.overrideAction is required for a group of rules`);
  }
  return exactlyOne(inputs, [`${at}.action`, `${at}.overrideAction`]);
}

/**
 * What the rules take of a web ACL's 5,000 capacity units. Statements that no table knows are counted as one each.
 * @throws AwsError where a group isn't there, or they take too much
 */
export function capacityOf(inputs: Properties, cloud: Cloud): number {
  const total = objectsAt(inputs, "rules").reduce((sum, rule) => sum + unitsOf(objectAt(rule, "statement"), cloud), 0);
  if (total <= 5000) return total;
  throw new AwsError("WAFLimitsExceededException", `The web ACL takes ${total} capacity units: 5000 is the most.`);
}

function unitsOf(statement: Properties, cloud: Cloud): number {
  const managed = objectAt(statement, "managedRuleGroupStatement");
  const name = textAt(managed, "name");
  if (name !== undefined && textAt(managed, "vendorName") === "AWS") {
    const units = MANAGED[name];
    if (units === undefined) throw invalid("The managed rule group does not exist.", "MANAGED_RULE_SET", name);
    return units;
  }
  const group = textAt(objectAt(statement, "ruleGroupReferenceStatement"), "arn");
  if (group !== undefined) {
    const found = cloud.byArn(group, "aws:wafv2/ruleGroup:RuleGroup");
    if (found === undefined) throw nonexistent();
    return numberAt(found.inputs, "capacity") ?? 1;
  }
  const set = textAt(objectAt(statement, "ipSetReferenceStatement"), "arn");
  if (set !== undefined && cloud.byArn(set, "aws:wafv2/ipSet:IpSet") === undefined) throw nonexistent();
  return isGiven(statement, "rateBasedStatement") ? 2 : 1;
}

export function nonexistent(): AwsError {
  return new AwsError(
    "WAFNonexistentItemException",
    "AWS WAF couldn’t perform the operation because your resource doesn’t exist.",
  );
}
