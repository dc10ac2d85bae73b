/** Names in IAM. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
import type { Properties } from "../../../plugins/protocol/values.ts";
import type { NameRule } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import type { Cloud } from "../../cloud.ts";
import { makeArn } from "../../arn.ts";
import { AwsError } from "../../errors.ts";
import { matches } from "../../checks.ts";
import type { Resource } from "../../resource.ts";
import { POLICY, ROLE } from "./roles.ts";
import { mayBeManaged } from "./managed.ts";

/** @param max 64 for roles, 128 for policies and instance profiles */
export function iamName(max: number): NameRule {
  const accepted = `letters, digits and +=,.@-_, ${max} characters at most`;
  return { property: "name", max, pattern: new RegExp(`^[\\w+=,.@-]{1,${max}}$`), accepted };
}

export const checkPath = (inputs: Properties) =>
  matches(inputs, "path", /^\/([!-~]+\/)?$/, "begins and ends with a slash, 512 characters at most");

/** `arn:aws:iam::<account>:role/path/name`. */
export function iamArn(what: string, inputs: Properties, cloud: Cloud): string {
  const resource = `${what}${textAt(inputs, "path") ?? "/"}${textAt(inputs, "name") ?? ""}`;
  return makeArn({ service: "iam", region: "", account: cloud.account, resource });
}

/** `AROA` for roles, `ANPA` for policies, `AIPA` for instance profiles, and 17 capital letters and digits. */
export const uniqueId = (prefix: string, cloud: Cloud): string => `${prefix}${cloud.token(17).toUpperCase()}`;

/** @throws AwsError NoSuchEntity */
export function needRole(name: string, cloud: Cloud): Resource {
  if (!/^[\w+=,.@-]+$/.test(name)) {
    const accepted = "It must contain only alphanumeric characters and/or the following: +=,.@_-";
    throw new AwsError("ValidationError", `The specified value for roleName is invalid. ${accepted}`);
  }
  const role = cloud.get(ROLE, name);
  if (role === undefined) throw new AwsError("NoSuchEntity", `The role with name ${name} cannot be found.`);
  return role;
}

/** @throws AwsError NoSuchEntity */
export function needPolicy(arn: string, cloud: Cloud): void {
  if (cloud.byArn(arn, POLICY) !== undefined || mayBeManaged(arn)) return;
  throw new AwsError("NoSuchEntity", `Policy ${arn} does not exist or is not attachable.`);
}
