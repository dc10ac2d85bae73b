/** @see https://www.pulumi.com/registry/packages/aws/api-docs/lambda/permission/ */
import { matches, oneOf } from "../../checks.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { principalFault } from "../iam/principals.ts";
import { needFunction } from "./function.ts";

const TYPE = "aws:lambda/permission:Permission";

export const permission: Kind = {
  type: TYPE,
  replaces: [
    "action",
    "eventSourceToken",
    "function",
    "functionUrlAuthType",
    "invokedViaFunctionUrl",
    "principal",
    "principalOrgId",
    "qualifier",
    "sourceAccount",
    "sourceArn",
    "statementId",
    "statementIdPrefix",
  ],
  check: (inputs) => [
    ...matches(inputs, "action", /^(lambda:(\*|[a-zA-Z]+)|\*)$/, "an action of Lambda such as lambda:InvokeFunction"),
    ...matches(
      inputs,
      "statementId",
      /^[\w-]{1,100}$/,
      "letters, digits, hyphens and underscores, 100 characters at most",
    ),
    ...oneOf(inputs, "functionUrlAuthType", ["AWS_IAM", "NONE"]),
  ],
  create({ inputs }, cloud) {
    const { id: name } = needFunction(textAt(inputs, "function"), cloud);
    const principal = textAt(inputs, "principal") ?? "";
    const isService = principal.includes(".amazonaws.com");
    if (isService ? principalFault(principal) !== undefined : !/^(\*|\d{12}|arn:.+)$/.test(principal)) {
      const message = "The provided principal was invalid. Please check the principal and try again.";
      throw new AwsError("InvalidParameterValueException", message);
    }
    const statementId =
      textAt(inputs, "statementId") ?? `${textAt(inputs, "statementIdPrefix") ?? "terraform-"}${cloud.hex(26)}`;
    // The provider's own id is the statement's alone; the function before it is how imports name it.
    const id = `${name}/${statementId}`;
    if (cloud.get(TYPE, id) !== undefined) {
      const advice = "Please provide a new statement id, or remove the existing statement.";
      throw new AwsError(
        "ResourceConflictException",
        `The statement id (${statementId}) provided already exists. ${advice}`,
      );
    }
    return { id, outputs: { statementId } };
  },
};
