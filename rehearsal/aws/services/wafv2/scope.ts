/** What the things of AWS WAF share: a scope, an id, an ARN, a name that is theirs alone in their scope. */
import type { Failure } from "../../../plugins/protocol/provider.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { matches, oneOf } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import type { NameRule } from "../../kind.ts";
import { textAt } from "../../kind.ts";

export const wafName: NameRule = {
  property: "name",
  max: 128,
  pattern: /^[A-Za-z0-9_-]+$/,
  accepted: "letters, digits, hyphens and underscores, 128 characters at most",
};

export function checkScope(inputs: Properties): Failure[] {
  return [
    ...oneOf(inputs, "scope", ["CLOUDFRONT", "REGIONAL"]),
    ...matches(
      inputs,
      "description",
      /^[\w+=:#@/\-,.][\w+=:#@/\-,.\s]{0,255}$/,
      "letters, digits, spaces and _+=:#@/-,. up to 256",
    ),
  ];
}

/** @throws AwsError where the scope and the region don't fit, or the name is taken */
export function newId(inputs: Properties, type: string, kind: string, cloud: Cloud): { id: string; arn: string } {
  const scope = textAt(inputs, "scope") ?? "";
  const name = textAt(inputs, "name") ?? "";
  if (scope === "CLOUDFRONT" && cloud.region !== "us-east-1") {
    throw invalid("The scope is not valid.", "SCOPE_VALUE", "CLOUDFRONT");
  }
  if (cloud.list(type).some((other) => other.outputs["name"] === name && other.inputs["scope"] === scope)) {
    throw new AwsError(
      "WAFDuplicateItemException",
      "AWS WAF couldn’t perform the operation because some resource in your request is a duplicate of an existing one.",
    );
  }
  const id = cloud.uuid();
  const where = scope === "CLOUDFRONT" ? "global" : "regional";
  return { id, arn: `arn:aws:wafv2:${cloud.region}:${cloud.account}:${where}/${kind}/${name}/${id}` };
}

/** As AWS WAF says which parameter it means. */
export function invalid(reason: string, field: string, parameter: string): AwsError {
  return new AwsError(
    "WAFInvalidParameterException",
    `Error reason: ${reason}, field: ${field}, parameter: ${parameter}`,
  );
}

/** What still leads to a thing that is to go. */
export function inUse(): AwsError {
  return new AwsError(
    "WAFAssociatedItemException",
    "AWS WAF couldn’t perform the operation because your resource is being used by another resource or it’s associated with another resource.",
  );
}
