/** @see https://www.pulumi.com/registry/packages/aws/api-docs/iam/rolepolicy/ */
import { AwsError } from "../../errors.ts";
import { isJson } from "../../policyText.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { acceptedPolicy } from "./documents.ts";
import { iamName, needRole } from "./names.ts";
import { ROLE_POLICY } from "./roles.ts";

/** Characters, white space not counted, of a role's inline policy. */
const LIMIT = 10_240;

export const rolePolicy: Kind = {
  type: ROLE_POLICY,
  global: true,
  name: iamName(128),
  replaces: ["namePrefix", "role"],
  check: (inputs) => isJson(inputs, "policy"),
  create({ inputs }, cloud) {
    const role = needRole(textAt(inputs, "role") ?? "", cloud);
    return {
      id: `${role.id}:${textAt(inputs, "name") ?? ""}`,
      outputs: { policy: fitting(acceptedPolicy(inputs["policy"], "identity", cloud), role.id) },
    };
  },
  update: ({ inputs }, cloud) => ({
    policy: fitting(acceptedPolicy(inputs["policy"], "identity", cloud), textAt(inputs, "role") ?? ""),
  }),
};

function fitting(policy: string, role: string): string {
  if (policy.replace(/\s/g, "").length <= LIMIT) return policy;
  throw new AwsError("LimitExceeded", `Maximum policy size of ${LIMIT} bytes exceeded for role ${role}`);
}
