/** What IAM would say, by a real evaluator of its documents. */
import { createValidatedPolicy } from "@cloud-copilot/iam-policy";
import { runUnsafeSimulation } from "@cloud-copilot/iam-simulate";
import type { TrustRole } from "./roles.ts";
import { recordOf } from "./stated.ts";

/** What counts of a token. */
export interface Claims {
  /** `https://token.actions.githubusercontent.com` */
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
}

const TAKE = "sts:AssumeRoleWithWebIdentity";

/** Whether a token with these claims, for which all else is right, takes the role. */
export function mayTake(role: TrustRole, { issuer, subject, audience }: Claims): boolean {
  const host = issuer.replace(/^https:\/\//, "");
  const account = accountOf(role.arn);
  const result = runUnsafeSimulation(
    {
      ...NO_POLICIES,
      request: {
        principal: `arn:aws:iam::${account}:oidc-provider/${host}`,
        action: TAKE,
        resource: { resource: role.arn, accountId: account },
        contextVariables: { [`${host}:sub`]: subject, [`${host}:aud`]: audience, "sts:DurationSeconds": "900" },
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
  readonly context: Readonly<Record<string, string | string[]>>;
}

/** Whether a session of the role may make the call: by its policies, and within its boundary. */
export function mayDo(role: TrustRole, { action, resource, context }: Call): boolean {
  const account = accountOf(role.arn);
  const { boundary } = role;
  const result = runUnsafeSimulation(
    {
      ...NO_POLICIES,
      request: {
        principal: `arn:aws:sts::${account}:assumed-role/${role.name}/explained`,
        action,
        resource: { resource: resource === "*" ? "no-resource" : resource, accountId: account },
        contextVariables: { "aws:PrincipalArn": role.arn, "aws:PrincipalAccount": account, ...context },
      },
      identityPolicies: role.policies.map(({ name, document }) => ({ name, policy: document })),
      ...(action.startsWith("kms:") && { resourcePolicy: named("key", keyPolicy(account)) }),
      ...(boundary !== undefined && {
        permissionBoundaryPolicies: [{ name: boundary.name, policy: boundary.document }],
      }),
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
function named(name: string, document: Readonly<Record<string, unknown>>) {
  return createValidatedPolicy(recordOf(document), () => [], { name });
}

function accountOf(arn: string): string {
  return arn.split(":")[4] ?? "";
}
