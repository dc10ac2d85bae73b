/** @see https://www.pulumi.com/registry/packages/aws/api-docs/backup/selection/ */
import { isGiven, matches, refuse } from "../../checks.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { assumedBy } from "../iam/roles.ts";

export const SELECTION = "aws:backup/selection:Selection";
export const PLAN = "aws:backup/plan:Plan";

export const selection: Kind = {
  type: SELECTION,
  name: {
    property: "name",
    max: 50,
    pattern: /^[\w.-]{1,50}$/,
    accepted: "letters, digits, .-_, 50 characters at most",
  },
  replaces: ["planId", "iamRoleArn", "resources", "notResources", "selectionTags.**", "conditions.**"],
  sets: ["resources", "notResources", "selectionTags"],
  check: (inputs) => [
    ...matches(inputs, "iamRoleArn", /^arn:[^:]+:iam::\d{12}:role\/.+$/, "a role's ARN"),
    ...(["resources", "selectionTags", "conditions", "notResources"].some((name) => isGiven(inputs, name))
      ? []
      : refuse("resources", "one of `resources,selection_tags,conditions,not_resources` must be specified")),
  ],
  create({ inputs }, cloud) {
    const plan = textAt(inputs, "planId") ?? "";
    if (cloud.get(PLAN, plan) === undefined) {
      throw new AwsError("ResourceNotFoundException", `Cannot find Backup plan with ID ${plan}`);
    }
    const role = textAt(inputs, "iamRoleArn") ?? "";
    if (!assumedBy(role, cloud).includes("backup.amazonaws.com")) {
      throw new AwsError("InvalidParameterValueException", `IAM Role ${role} cannot be assumed by AWS Backup`);
    }
    return { id: cloud.uuid(), outputs: {} };
  },
};
