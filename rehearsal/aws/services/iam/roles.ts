/** What other services ask about roles: who may assume one, and which policies it carries. */
import { isObject } from "../../../plugins/protocol/values.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import type { Cloud } from "../../cloud.ts";
import { textAt, textsAt } from "../../kind.ts";
import { listOf, parsePolicy, statementsOf } from "../../policyText.ts";
import type { Resource } from "../../resource.ts";
import { objectsAt } from "../../parts.ts";
import { managedPolicy } from "./managed.ts";

export const ROLE = "aws:iam/role:Role";
export const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
export const POLICY = "aws:iam/policy:Policy";
export const ROLE_POLICY_ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
export const POLICY_ATTACHMENT = "aws:iam/policyAttachment:PolicyAttachment";

export interface NamedPolicy {
  readonly name: string;
  readonly policy: Properties;
}

export function roleByArn(roleArn: string, cloud: Cloud): Resource | undefined {
  return cloud.byArn(roleArn, ROLE, "aws:iam/serviceLinkedRole:ServiceLinkedRole");
}

/**
 * Who may assume the role: service principals such as `ecs-tasks.amazonaws.com`, and ARNs. Conditions aren't weighed.
 * Empty where there is no such role.
 */
export function assumedBy(roleArn: string, cloud: Cloud): readonly string[] {
  const role = roleByArn(roleArn, cloud);
  const statements = statementsOf(parsePolicy(role?.outputs["assumeRolePolicy"]) ?? {});
  const names = (effect: string) => statements.filter((one) => one["Effect"] === effect && assumes(one)).flatMap(named);
  const denied = new Set(names("Deny"));
  return [...new Set(names("Allow"))].filter((name) => !denied.has(name));
}

/** Every policy that the role carries, inline and attached, by name. Empty where there is no such role. */
export function policiesOf(roleArn: string, cloud: Cloud): readonly NamedPolicy[] {
  const role = roleByArn(roleArn, cloud);
  if (role === undefined) return [];
  const inline = [
    ...objectsAt(role.inputs, "inlinePolicies").map((one) => ({ name: one["name"], text: one["policy"] })),
    ...inlineOf(role, cloud).map(({ outputs }) => ({ name: outputs["name"], text: outputs["policy"] })),
  ];
  const attached = [...new Set(attachedTo(role, cloud))].map((arn) => ({ name: arn, text: documentOf(arn, cloud) }));
  return [...inline, ...attached].flatMap(({ name, text }) => {
    const policy = parsePolicy(text);
    return policy === undefined ? [] : [{ name: typeof name === "string" ? name : "", policy }];
  });
}

/** The role's inline policies that are resources of their own. */
export function inlineOf(role: Resource, cloud: Cloud): Resource[] {
  return cloud.list(ROLE_POLICY).filter(({ inputs }) => inputs["role"] === role.id);
}

/** ARNs of the managed policies that other resources than the role itself attach. */
export function attachedByOthers(role: Resource, cloud: Cloud): string[] {
  const single = cloud.list(ROLE_POLICY_ATTACHMENT).filter(({ inputs }) => inputs["role"] === role.id);
  const shared = cloud.list(POLICY_ATTACHMENT).filter(({ inputs }) => textsAt(inputs, "roles").includes(role.id));
  return [...single, ...shared].flatMap(({ inputs }) => textAt(inputs, "policyArn") ?? []);
}

function attachedTo(role: Resource, cloud: Cloud): string[] {
  return [...textsAt(role.inputs, "managedPolicyArns"), ...attachedByOthers(role, cloud)];
}

function documentOf(arn: string, cloud: Cloud) {
  return cloud.byArn(arn, POLICY)?.outputs["policy"] ?? managedPolicy(arn);
}

function assumes(statement: Properties): boolean {
  return listOf(statement["Action"]).some((action) => /^(\*|sts:(\*|assumerole.*))$/i.test(action));
}

function named(statement: Properties): string[] {
  const principal = statement["Principal"];
  return isObject(principal) ? Object.values(principal).flatMap((value) => listOf(value)) : listOf(principal);
}
