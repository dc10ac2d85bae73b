/** What SNS takes for a topic's policy. @see https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html */
import type { Properties, Value } from "../../../plugins/protocol/values.ts";
import { AwsError } from "../../errors.ts";
import { listOf, parsePolicy, policyFaults, policyText, statementsOf } from "../../policyText.ts";

/** A topic's policy can name these actions, and no pattern such as `sns:*`. */
const ACTIONS = [
  "AddPermission",
  "DeleteTopic",
  "GetDataProtectionPolicy",
  "GetTopicAttributes",
  "ListSubscriptionsByTopic",
  "ListTagsForResource",
  "Publish",
  "PutDataProtectionPolicy",
  "Receive",
  "RemovePermission",
  "SetTopicAttributes",
  "Subscribe",
];
const KNOWN: ReadonlySet<string> = new Set(ACTIONS.map((action) => `sns:${action.toLowerCase()}`));

/** @throws AwsError InvalidParameter; what stands in brackets is the rehearsal's own */
export function acceptTopicPolicy(value: Value | undefined): string {
  const faults = policyFaults(value, "resource");
  if (faults.length > 0) {
    throw new AwsError("InvalidParameter", `Invalid parameter: Policy Error: null (${faults.join("; ")})`);
  }
  const actions = statementsOf(parsePolicy(value) ?? {}).flatMap((statement) => listOf(statement["Action"]));
  if (actions.some((action) => !KNOWN.has(action.toLowerCase()))) {
    throw new AwsError("InvalidParameter", "Invalid parameter: Policy statement action out of service scope!");
  }
  return policyText(value) ?? "";
}

/** The policy that SNS gives a topic: its own account may do everything. */
export function defaultTopicPolicy(arn: string, account: string): string {
  const owner: Properties = { StringEquals: { "AWS:SourceOwner": account } };
  const statement: Properties = {
    Sid: "__default_statement_ID",
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: ACTIONS.filter((action) => !/Data|Tags|Receive/.test(action)).map((action) => `SNS:${action}`),
    Resource: arn,
    Condition: owner,
  };
  return JSON.stringify({ Version: "2008-10-17", Id: "__default_policy_ID", Statement: [statement] });
}
