/** @see https://www.pulumi.com/registry/packages/aws/api-docs/iam/rolepolicyattachment/ */
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { needPolicy, needRole } from "./names.ts";
import { ROLE_POLICY_ATTACHMENT } from "./roles.ts";

export const rolePolicyAttachment: Kind = {
  type: ROLE_POLICY_ATTACHMENT,
  global: true,
  replaces: ["role", "policyArn"],
  create({ inputs }, cloud) {
    const role = needRole(textAt(inputs, "role") ?? "", cloud);
    const arn = textAt(inputs, "policyArn") ?? "";
    needPolicy(arn, cloud);
    return { id: `${role.id}/${arn}`, outputs: {} };
  },
};
