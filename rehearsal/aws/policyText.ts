/**
 * Policies as programs give them: JSON text, or an object that stands for it. That it is JSON is judged in a preview;
 * that it is a policy is judged by the service that gets it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
import {
  validateEndpointPolicy,
  validateIdentityPolicy,
  validateResourcePolicy,
  validateTrustPolicy,
} from "@cloud-copilot/iam-policy";
import type { Failure } from "../plugins/protocol/provider.ts";
import { isObject } from "../plugins/protocol/values.ts";
import type { Properties, Value } from "../plugins/protocol/values.ts";

import { known, refuse } from "./checks.ts";

/** What the policy is attached to: it decides which elements a statement has to have, and which it may not have. */
export type PolicyUse = "identity" | "trust" | "resource" | "endpoint";

const GRAMMAR = {
  identity: validateIdentityPolicy,
  trust: validateTrustPolicy,
  resource: validateResourcePolicy,
  endpoint: validateEndpointPolicy,
} as const;

/** Text that has to be JSON: a policy, a dashboard's body. An object stands for its own JSON. */
export function isJson(inputs: Properties, property: string): Failure[] {
  const value = known(inputs, property);
  if (typeof value !== "string") return [];
  try {
    JSON.parse(value);
    return [];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return refuse(property, `"${property}" contains an invalid JSON: ${why}`);
  }
}

/** The document; undefined where there is none, or the text is no JSON object. */
export function parsePolicy(value: Value | undefined): Properties | undefined {
  if (isObject(value)) return value;
  if (typeof value !== "string") return undefined;
  try {
    const parsed: unknown = JSON.parse(value);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    // No JSON is no policy: the callers say so in the words of their service.
    return undefined;
  }
}

/** The policy as the provider keeps it: text, whatever the program gave. */
export function policyText(value: Value | undefined): string | undefined {
  return isObject(value) ? JSON.stringify(value) : typeof value === "string" ? value : undefined;
}

/** Every way in which it isn't a policy of that use, each with its place; none where it is one. */
export function policyFaults(value: Value | undefined, use: PolicyUse): string[] {
  const document = parsePolicy(value);
  if (document === undefined) return ["the text is no JSON object"];
  // The validator would stumble over them.
  if (hasNull(document)) return ["null is no value of a policy"];
  // The validator takes a policy without a Version, as AWS does: that is the version of 2008.
  const faults = GRAMMAR[use](document).map(({ path, message }) => (path === "" ? message : `${path}: ${message}`));
  const principals = statementsOf(document).flatMap((statement, index) =>
    use === "resource" && statement["Principal"] === undefined && statement["NotPrincipal"] === undefined
      ? [`Statement[${index}]: Missing required field Principal`]
      : [],
  );
  return [...faults, ...principals];
}

function hasNull(value: Value): boolean {
  if (typeof value !== "object" || value === null) return value === null;
  return Object.values(value).some(hasNull);
}

/** The statements of a policy, which may be one object or a list. */
export function statementsOf(document: Properties): Properties[] {
  const statement = document["Statement"];
  return Array.isArray(statement) ? statement.filter(isObject) : isObject(statement) ? [statement] : [];
}

/** What may be one text or a list of them: `Action`, `Resource`, a principal's identifiers. */
export function listOf(value: Value | undefined): string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** Conditions that tie a grant for everybody to somebody in particular. */
const TIES =
  /^aws:(source(arn|account|vpc|vpce|ip|orgid|owner)|principal(arn|account|orgid|orgpaths)|userid|viaawsservice)$/i;

/**
 * Whether it lets everybody in: an Allow for `*` with no condition on who asks.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function isPublic(document: Properties): boolean {
  return statementsOf(document).some((statement) => {
    const principal = statement["Principal"];
    const names = isObject(principal) ? listOf(principal["AWS"]) : listOf(principal);
    const condition = isObject(statement["Condition"]) ? Object.values(statement["Condition"]) : [];
    const isTied = condition.some((test) => isObject(test) && Object.keys(test).some((name) => TIES.test(name)));
    return statement["Effect"] === "Allow" && names.includes("*") && !isTied;
  });
}
