/** What IAM refuses of policy documents. */
import type { Properties, Value } from "../../../plugins/protocol/values.ts";
import { isObject } from "../../../plugins/protocol/values.ts";
import { ACCOUNT } from "../../arn.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { listOf, parsePolicy, policyFaults, policyText, statementsOf } from "../../policyText.ts";
import type { PolicyUse } from "../../policyText.ts";
import { principalFault } from "./principals.ts";

/**
 * The policy's text, once IAM has accepted it. What stands in brackets is the rehearsal's own: IAM says no more than
 * "Syntax errors in policy."
 * @throws AwsError MalformedPolicyDocument
 */
export function acceptedPolicy(value: Value | undefined, use: PolicyUse, cloud: Cloud): string {
  const statements = statementsOf(parsePolicy(value) ?? {});
  if (statements.some(isUnprefixed)) {
    throw malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
  }
  const faults = policyFaults(value, use);
  if (faults.length > 0) throw malformed(`Syntax errors in policy. (${faults.join("; ")})`);
  for (const statement of statements) {
    const fault =
      use === "trust" ? (trustFault(statement) ?? principalsFault(statement, cloud)) : resourceFault(statement);
    if (fault !== undefined) throw malformed(fault);
  }
  return policyText(value) ?? "";
}

const malformed = (message: string) => new AwsError("MalformedPolicyDocument", message);

function isUnprefixed(statement: Properties): boolean {
  const actions = [...listOf(statement["Action"]), ...listOf(statement["NotAction"])];
  return actions.some((action) => action !== "*" && !action.includes(":"));
}

function resourceFault(statement: Properties): string | undefined {
  const resources = [...listOf(statement["Resource"]), ...listOf(statement["NotResource"])];
  const wrong = resources.find((resource) => resource !== "*" && !/^arn:[^:]*:[^:]*:[^:]*:[^:]*:.+/.test(resource));
  return wrong === undefined ? undefined : `Resource ${wrong} must be in ARN format or "*".`;
}

function trustFault(statement: Properties): string | undefined {
  const actions = listOf(statement["Action"]);
  return actions.every((action) => action.startsWith("sts:"))
    ? undefined
    : "AssumeRole policy may only specify STS AssumeRole actions.";
}

/** IAM looks a trust policy's principals up. */
function principalsFault(statement: Properties, cloud: Cloud): string | undefined {
  const principal = statement["Principal"];
  if (!isObject(principal)) return undefined;
  const services = listOf(principal["Service"]).find((name) => principalFault(name) !== undefined);
  if (services !== undefined) return `Invalid principal in policy: "SERVICE":"${services}"`;
  const own = new RegExp(`^arn:aws:iam::${ACCOUNT}:role/(?:.+/)?([^/]+)$`);
  const missing = listOf(principal["AWS"]).find((arn) => {
    const name = own.exec(arn)?.[1];
    return name !== undefined && cloud.get("aws:iam/role:Role", name) === undefined;
  });
  return missing === undefined ? undefined : `Invalid principal in policy: "AWS":"${missing}"`;
}
