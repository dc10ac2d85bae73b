/** @see https://www.pulumi.com/registry/packages/aws/api-docs/iam/policyattachment/ */
import { isGiven, refuse } from "../../checks.ts";
import { textAt, textsAt } from "../../kind.ts";
import type { Kind, KindRequest } from "../../kind.ts";
import type { Cloud } from "../../cloud.ts";
import { iamName, needPolicy, needRole } from "./names.ts";
import { POLICY_ATTACHMENT } from "./roles.ts";

export const policyAttachment: Kind = {
  type: POLICY_ATTACHMENT,
  global: true,
  name: iamName(128),
  replaces: ["policyArn"],
  sets: ["roles", "users", "groups"],
  check: (inputs) =>
    ["roles", "users", "groups"].some((property) => isGiven(inputs, property))
      ? []
      : refuse("roles", "no Users, Roles, or Groups specified for IAM Policy Attachment"),
  create(request, cloud) {
    needAll(request, cloud);
    return { id: textAt(request.inputs, "name") ?? "", outputs: {} };
  },
  update(request, cloud) {
    needAll(request, cloud);
    return {};
  },
};

function needAll({ inputs }: KindRequest, cloud: Cloud): void {
  needPolicy(textAt(inputs, "policyArn") ?? "", cloud);
  for (const role of textsAt(inputs, "roles")) needRole(role, cloud);
}
