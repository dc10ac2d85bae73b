/** Policy documents that tests start from. */
import type { Properties, Value } from "../../../rehearsal/plugins/protocol/values.ts";
import type { Resource } from "../../../rehearsal/aws/resource.ts";
import type { Account } from "./account.ts";

export const allow = (action: Value, resource: Value, more: Properties = {}): Properties => ({
  Effect: "Allow",
  Action: action,
  Resource: resource,
  ...more,
});

export const policy = (...statements: Properties[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** Lets a service assume the role. */
export const trust = (service: string): string =>
  policy({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: `${service}.amazonaws.com` } });

/** A role that a service may assume. */
export function roleFor(account: Account, service: string, name: string = service): Resource {
  return account.make("aws:iam/role:Role", { name, assumeRolePolicy: trust(service) });
}

/** The ARN of a thing, as text. */
export const arnOf = ({ outputs }: Resource): string => {
  const arn = outputs["arn"];
  return typeof arn === "string" ? arn : "";
};
