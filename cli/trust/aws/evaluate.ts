/** What IAM would say, by a real evaluator of its documents. */
import { createValidatedPolicy } from "@cloud-copilot/iam-policy";
import { runUnsafeSimulation } from "@cloud-copilot/iam-simulate";
import { recordOf } from "../stated.ts";
import type { Claims } from "../token.ts";
import type { Context } from "./conditions.ts";
import { about } from "./documents.ts";
import type { Document, NamedDocument } from "./documents.ts";
import type { TrustRole } from "./roles.ts";

const TAKE = "sts:AssumeRoleWithWebIdentity";

/** Whether a token with these claims, for which all else is right, takes the role. */
export function mayTake(role: TrustRole, { issuer, subject, audience, others = {} }: Claims): boolean {
  if (role.audiences[issuer]?.includes(audience) === false) return false;
  const host = issuer.replace(/^https:\/\//, "");
  const account = accountOf(role.arn);
  const further = Object.entries(others).map(([name, value]) => [`${host}:${name}`, value] as const);
  const result = runUnsafeSimulation(
    {
      ...NO_POLICIES,
      request: {
        principal: `arn:aws:iam::${account}:oidc-provider/${host}`,
        action: TAKE,
        resource: { resource: role.arn, accountId: account },
        contextVariables: {
          ...Object.fromEntries<string>(further),
          [`${host}:sub`]: subject,
          [`${host}:aud`]: audience,
          "sts:DurationSeconds": "900",
        },
      },
      resourcePolicy: named("trust", role.trust),
    },
    {},
  );
  return result === "Allowed";
}

export interface Call {
  readonly action: string;
  /** ARN, or `*` for an action that knows no resource. */
  readonly resource: string;
  readonly context: Context;
}

/** Whether a session of the role may make the call: by its policies, within its boundary and its session's policy. */
export function mayDo(role: TrustRole, call: Call): boolean {
  const { boundary, sessionPolicy } = role;
  // The evaluator knows one boundary. What holds a session's policy in holds it in the same way, so it is asked once for each.
  const limits = [boundary, sessionPolicy].filter((one) => one !== undefined);
  return limits.length === 0 ? passes(role, call) : limits.every((limit) => passes(role, call, limit));
}

function passes(role: TrustRole, { action, resource, context }: Call, limit?: NamedDocument): boolean {
  const account = accountOf(role.arn);
  const asPolicy = ({ name, document }: NamedDocument) => ({ name, policy: about(document, action) });
  const result = runUnsafeSimulation(
    {
      ...NO_POLICIES,
      request: {
        principal: `arn:aws:sts::${account}:assumed-role/${role.name}/explained`,
        action,
        resource: { resource: resource === "*" ? "no-resource" : resource, accountId: account },
        contextVariables: { "aws:PrincipalArn": role.arn, "aws:PrincipalAccount": account, ...context },
      },
      identityPolicies: role.policies.map(asPolicy),
      ...(action.startsWith("kms:") && { resourcePolicy: named("key", keyPolicy(account)) }),
      ...(limit !== undefined && { permissionBoundaryPolicies: [asPolicy(limit)] }),
    },
    {},
  );
  return result === "Allowed";
}

/** A key asks its own policy first, which isn't in this state. It is taken to leave the answer to IAM, as AWS's default does. */
function keyPolicy(account: string) {
  const Principal = { AWS: `arn:aws:iam::${account}:root` };
  return { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal, Action: "kms:*", Resource: "*" }] };
}

const NO_POLICIES = { identityPolicies: [], serviceControlPolicies: [], resourceControlPolicies: [] };

/** With a name, without which the evaluator can't tell which statement decided. */
function named(name: string, document: Document) {
  return createValidatedPolicy(recordOf(document), () => [], { name });
}

export function accountOf(arn: string): string {
  return arn.split(":")[4] ?? "";
}
