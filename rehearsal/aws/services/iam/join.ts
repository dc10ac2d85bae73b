/** Documents joined by getPolicyDocument: sources first, then its own statements, then what overrides by Sid. */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { AwsError } from "../../errors.ts";
import { textsAt } from "../../kind.ts";
import { parsePolicy, statementsOf } from "../../policyText.ts";

/** @throws AwsError when two sources have one Sid, or a document is no JSON */
export function joinDocuments(args: Properties, own: Properties): Properties {
  const sources = textsAt(args, "sourcePolicyDocuments").flatMap(statementsIn);
  const sids = sources.flatMap(({ Sid }) => (typeof Sid === "string" && Sid !== "" ? [Sid] : []));
  const twice = sids.find((sid, index) => sids.indexOf(sid) !== index);
  if (twice !== undefined) {
    throw new AwsError("InvalidPolicyDocument", `duplicate Sid (${twice}) in source_policy_documents`);
  }
  let statements = override(sources, statementsOf(own));
  for (const document of textsAt(args, "overridePolicyDocuments")) {
    statements = override(statements, statementsIn(document));
  }
  return { ...own, Statement: statements };
}

function statementsIn(text: string): Properties[] {
  const document = parsePolicy(text);
  if (document === undefined) throw new AwsError("InvalidPolicyDocument", "a source document is no JSON object");
  return statementsOf(document);
}

/** A statement with the Sid of one that stands already takes its place. */
function override(statements: readonly Properties[], newer: readonly Properties[]): Properties[] {
  const joined = [...statements];
  for (const one of newer) {
    const at = joined.findIndex(({ Sid }) => typeof Sid === "string" && Sid !== "" && Sid === one["Sid"]);
    if (at < 0) joined.push(one);
    else joined[at] = one;
  }
  return joined;
}
