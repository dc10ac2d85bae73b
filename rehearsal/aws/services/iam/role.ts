/** @see https://www.pulumi.com/registry/packages/aws/api-docs/iam/role/ */
import type { Properties } from "../../../plugins/protocol/values.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { between } from "../../checks.ts";
import { numberAt, objectsAt } from "../../parts.ts";
import { isJson } from "../../policyText.ts";
import { textAt, textsAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import type { Resource } from "../../resource.ts";
import { acceptedPolicy } from "./documents.ts";
import { checkPath, iamArn, iamName, needPolicy, uniqueId } from "./names.ts";
import { attachedByOthers, inlineOf, ROLE } from "./roles.ts";

export const role: Kind = {
  type: ROLE,
  global: true,
  name: iamName(64),
  replaces: ["namePrefix", "path"],
  sets: ["managedPolicyArns", "inlinePolicies"],
  check: (inputs) => [
    ...isJson(inputs, "assumeRolePolicy"),
    ...between(inputs, "maxSessionDuration", 3600, 43_200),
    ...checkPath(inputs),
  ],
  create({ inputs }, cloud) {
    const name = textAt(inputs, "name") ?? "";
    if (cloud.get(ROLE, name) !== undefined) {
      throw new AwsError("EntityAlreadyExists", `Role with name ${name} already exists.`);
    }
    return {
      id: name,
      outputs: {
        ...accepted(inputs, cloud),
        arn: iamArn("role", inputs, cloud),
        uniqueId: uniqueId("AROA", cloud),
        createDate: cloud.timestamp(),
      },
    };
  },
  update: ({ inputs }, cloud) => accepted(inputs, cloud),
  remove(resource, cloud) {
    if (resource.inputs["forceDetachPolicies"] === true) detach(resource, cloud);
    // The provider takes the role out of its instance profiles, and away what stands in the role's own arguments.
    if (attachedByOthers(resource, cloud).length > 0) {
      throw new AwsError("DeleteConflict", "Cannot delete entity, must detach all policies first.");
    }
    if (inlineOf(resource, cloud).length > 0) {
      throw new AwsError("DeleteConflict", "Cannot delete entity, must delete policies first.");
    }
  },
};

function accepted(inputs: Properties, cloud: Cloud): Properties {
  const assumeRolePolicy = acceptedPolicy(inputs["assumeRolePolicy"], "trust", cloud);
  for (const inline of objectsAt(inputs, "inlinePolicies")) acceptedPolicy(inline["policy"], "identity", cloud);
  for (const arn of textsAt(inputs, "managedPolicyArns")) needPolicy(arn, cloud);
  return {
    assumeRolePolicy,
    path: textAt(inputs, "path") ?? "/",
    maxSessionDuration: numberAt(inputs, "maxSessionDuration") ?? 3600,
    forceDetachPolicies: inputs["forceDetachPolicies"] ?? false,
  };
}

function detach(resource: Resource, cloud: Cloud): void {
  const all = [...inlineOf(resource, cloud), ...cloud.list("aws:iam/rolePolicyAttachment:RolePolicyAttachment")];
  for (const one of all) {
    if (one.inputs["role"] === resource.id) cloud.drop(one);
  }
}
