/** @see https://www.pulumi.com/registry/packages/aws/api-docs/iam/policy/ */
import { AwsError } from "../../errors.ts";
import { isJson } from "../../policyText.ts";
import { textAt, textsAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { acceptedPolicy } from "./documents.ts";
import { checkPath, iamArn, iamName, uniqueId } from "./names.ts";
import { POLICY, POLICY_ATTACHMENT, ROLE, ROLE_POLICY_ATTACHMENT } from "./roles.ts";

/** Characters, white space not counted, of a managed policy. */
const LIMIT = 6144;

export const policy: Kind = {
  type: POLICY,
  global: true,
  name: iamName(128),
  replaces: ["namePrefix", "path", "description"],
  check: (inputs) => [...isJson(inputs, "policy"), ...checkPath(inputs)],
  create({ inputs }, cloud) {
    const arn = iamArn("policy", inputs, cloud);
    const name = textAt(inputs, "name") ?? "";
    if (cloud.list(POLICY).some((other) => other.inputs["name"] === name)) {
      const message = `A policy called ${name} already exists. Duplicate names are not allowed.`;
      throw new AwsError("EntityAlreadyExists", message);
    }
    const text = fitting(acceptedPolicy(inputs["policy"], "identity", cloud));
    const path = textAt(inputs, "path") ?? "/";
    // AWS counts attachments as they come; here the number stays as it was, so that a refresh shows real drift only.
    return { id: arn, outputs: { arn, path, policy: text, policyId: uniqueId("ANPA", cloud), attachmentCount: 0 } };
  },
  update: ({ inputs }, cloud) => ({ policy: fitting(acceptedPolicy(inputs["policy"], "identity", cloud)) }),
  remove({ id }, cloud) {
    const attachments = [...cloud.list(ROLE_POLICY_ATTACHMENT), ...cloud.list(POLICY_ATTACHMENT)];
    const isAttached =
      attachments.some(({ inputs }) => inputs["policyArn"] === id) ||
      cloud.list(ROLE).some(({ inputs }) => textsAt(inputs, "managedPolicyArns").includes(id));
    if (isAttached) throw new AwsError("DeleteConflict", "Cannot delete a policy attached to entities.");
  },
};

function fitting(text: string): string {
  if (text.replace(/\s/g, "").length <= LIMIT) return text;
  throw new AwsError("LimitExceeded", `Cannot exceed quota for PolicySize: ${LIMIT}`);
}
