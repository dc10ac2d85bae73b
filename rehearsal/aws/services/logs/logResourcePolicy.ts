/** @see https://www.pulumi.com/registry/packages/aws/api-docs/cloudwatch/logresourcepolicy/ */
import { AwsError } from "../../errors.ts";
import { exactlyOne } from "../../checks.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { isJson, policyFaults, policyText } from "../../policyText.ts";
import type { Value } from "../../../plugins/protocol/values.ts";

const TYPE = "aws:cloudwatch/logResourcePolicy:LogResourcePolicy";
/** A region of an account has no more than this. */
const MOST = 10;

export const logResourcePolicy: Kind = {
  type: TYPE,
  replaces: ["policyName", "resourceArn"],
  check: (inputs) => [...isJson(inputs, "policyDocument"), ...exactlyOne(inputs, ["policyName", "resourceArn"])],
  create({ inputs }, cloud) {
    const id = textAt(inputs, "policyName") ?? textAt(inputs, "resourceArn") ?? "";
    if (cloud.list(TYPE).length >= MOST) {
      throw new AwsError(
        "LimitExceededException",
        `Resource limit exceeded: ${MOST} resource policies in this region.`,
      );
    }
    const policyScope = "resourceArn" in inputs ? "RESOURCE" : "ACCOUNT";
    return { id, outputs: { policyDocument: accepted(inputs["policyDocument"]), policyScope, revisionId: "" } };
  },
  update: ({ inputs }) => ({ policyDocument: accepted(inputs["policyDocument"]) }),
};

function accepted(value: Value | undefined): string {
  const faults = policyFaults(value, "resource");
  if (faults.length === 0) return policyText(value) ?? "";
  throw new AwsError("InvalidParameterException", `Policy document has invalid structure. (${faults.join("; ")})`);
}
