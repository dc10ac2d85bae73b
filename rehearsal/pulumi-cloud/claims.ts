/**
 * The claims of the token that Pulumi Cloud gives to a run of Pulumi Deployments.
 * @see https://www.pulumi.com/docs/deployments/guides/oidc/
 */
import type { Claims } from "../oidc/issuer.ts";
import { overridden } from "../oidc/issuer.ts";
import type { Run } from "./run.ts";

/** Who issues the tokens of Pulumi Deployments. */
export const ISSUER = "https://api.pulumi.com/oidc";

/** How long a token is good for, in seconds. Pulumi's pages say no more than that it is short. */
export const LIFETIME = 3600;

export interface Issue {
  /** Seconds since the epoch. */
  readonly now: number;
  /** The token's own id. */
  readonly jti: string;
}

/** What the operator overrides is laid over what Pulumi would say; the subject is made of the latter. */
export function claimsOf(run: Run, { now, jti }: Issue): Claims {
  const { organization, project, stack, operation, deployment = 1 } = run;
  const claims = {
    iss: ISSUER,
    sub: `pulumi:deploy:org:${organization}:project:${project}:stack:${stack}:operation:${operation}:scope:write`,
    aud: organization,
    jti,
    iat: now,
    nbf: now,
    exp: now + LIFETIME,
    stackId: `${organization}/${project}/${stack}`,
    operation,
    org: organization,
    project,
    stack,
    deployment: String(deployment),
    scope: "write",
  };
  return overridden(claims, run.claims);
}
