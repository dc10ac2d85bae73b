/**
 * Matching rules of dynamic groups.
 * @see https://docs.oracle.com/iaas/Content/Identity/dynamicgroups/Writing_Matching_Rules_to_Define_Dynamic_Groups.htm
 */
import { invalidParameter } from "../../errors.ts";
import { readCondition, variablesOf } from "./conditions.ts";
import type { Condition } from "./conditions.ts";
import { Tokens } from "./tokens.ts";

const VARIABLES = /^((instance|resource)\.(id|compartment\.id)|resource\.type|(resource\.)?tag\.[^.]+\.[^.]+\.value)$/i;
/** Only of a tag one can say that it is there, whatever its value. */
const MAY_STAND_BARE = /^(resource\.)?tag\./i;

/** @throws ServiceError 400 InvalidParameter, saying where the rule goes wrong */
export function matchingRule(text: string): Condition {
  const tokens = new Tokens(text, "matchingRule");
  const rule = readCondition(tokens);
  tokens.end();
  const unknown = variablesOf(rule).find((variable) => !VARIABLES.test(variable));
  if (unknown !== undefined) {
    throw invalidParameter(
      `matchingRule asks about ${unknown}. It may ask about instance.id, instance.compartment.id, resource.id, ` +
        `resource.type, resource.compartment.id and tag.<namespace>.<key>.value.`,
    );
  }
  const bare = bareVariable(rule);
  if (bare !== undefined) {
    throw invalidParameter(`matchingRule must compare ${bare} with a value, for example ${bare} = 'ocid1...'.`);
  }
  return rule;
}

function bareVariable(rule: Condition): string | undefined {
  if ("of" in rule) {
    return rule.of.map(bareVariable).find((variable) => variable !== undefined);
  }
  return rule.kind === "isThere" && !MAY_STAND_BARE.test(rule.variable) ? rule.variable : undefined;
}
