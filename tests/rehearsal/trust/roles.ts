/** Roles that trust an issuer, as documents in an account of a test's own. */
import type { Resource } from "../../../rehearsal/aws/resource.ts";
import type { Properties } from "../../../rehearsal/plugins/protocol/values.ts";
import type { Account } from "../aws/account.ts";
import { policy } from "../aws/policies.ts";

const PROVIDER = "token.actions.githubusercontent.com";
export const PROVIDER_ARN = `arn:aws:iam::111122223333:oidc-provider/${PROVIDER}`;

/** The trust policy on GitHub: pinned by audience, and by exact subjects. */
export function trustPolicy(subjects: readonly string[], more: Properties = {}): string {
  return pinned(PROVIDER, "sts.amazonaws.com", subjects, more);
}

/** @param provider what conditions call the issuer: its URL without `https://` */
export function pinned(provider: string, audience: string, subjects: readonly string[], more: Properties = {}): string {
  return policy({
    Effect: "Allow",
    Action: "sts:AssumeRoleWithWebIdentity",
    Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${provider}` },
    Condition: { StringEquals: { [`${provider}:aud`]: audience, [`${provider}:sub`]: [...subjects], ...more } },
  });
}

export function trustingGithub(
  account: Account,
  name: string,
  subjects: readonly string[],
  more: Properties = {},
): Resource {
  return account.make("aws:iam/role:Role", { name, assumeRolePolicy: trustPolicy(subjects), ...more });
}
