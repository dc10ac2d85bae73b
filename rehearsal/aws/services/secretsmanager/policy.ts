/** A secret's own policy. @see https://www.pulumi.com/registry/packages/aws/api-docs/secretsmanager/secretpolicy/ */
import type { Properties, Value } from "../../../plugins/protocol/values.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { isJson, isPublic, parsePolicy, policyFaults, policyText } from "../../policyText.ts";
import { needSecret } from "./secret.ts";

export const SECRET_POLICY = "aws:secretsmanager/secretPolicy:SecretPolicy";

export const secretPolicy: Kind = {
  type: SECRET_POLICY,
  replaces: ["secretArn"],
  check: (inputs) => isJson(inputs, "policy"),
  create({ inputs }, cloud) {
    const { id } = needSecret(textAt(inputs, "secretArn"), cloud);
    return { id, outputs: accepted(inputs) };
  },
  update({ inputs }, cloud: Cloud) {
    needSecret(textAt(inputs, "secretArn"), cloud);
    return accepted(inputs);
  },
};

/** @throws AwsError MalformedPolicyDocumentException; what stands in brackets is the rehearsal's own */
export function acceptSecretPolicy(value: Value | undefined): string {
  const faults = policyFaults(value, "resource");
  if (faults.length === 0) return policyText(value) ?? "";
  const message = `This resource policy contains a syntax error. (${faults.join("; ")})`;
  throw new AwsError("MalformedPolicyDocumentException", message);
}

function accepted(inputs: Properties): Properties {
  const policy = acceptSecretPolicy(inputs["policy"]);
  if (inputs["blockPublicPolicy"] === true && isPublic(parsePolicy(policy) ?? {})) {
    const message = "You can't attach a resource policy that allows broad access to the secret.";
    throw new AwsError("PublicPolicyException", message);
  }
  return { policy };
}
