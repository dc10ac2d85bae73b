/**
 * Verifies the token that is to be exchanged, by the trust of its issuer, as the domain does: the issuer's key, RS256, times
 * with the trust's own tolerance, to whom it was issued, and the first rule that it meets.
 */
import { createLocalJWKSet, decodeJwt, errors, jwtVerify } from "jose";
import type { JSONWebKeySet, JWTPayload } from "jose";
import type { Moment } from "../../moment.ts";
import { domainTrusts } from "./directory.ts";
import type { DomainTrust } from "./directory.ts";
import { OAuthError } from "./oauth-error.ts";
import { meets, readRule } from "./rules.ts";

/** Looks up an issuer's public keys at the endpoint that a trust names; undefined where nobody answers there. */
export type PublicKeys = (endpoint: string) => Promise<JSONWebKeySet | undefined>;

const WELL_KNOWN = "/.well-known/jwks";

/** The keys as a trust names them, out of a source that goes by issuers. */
export function keysAtEndpoint(keysOf: (issuer: string) => ReturnType<PublicKeys>): PublicKeys {
  return async (endpoint) =>
    endpoint.endsWith(WELL_KNOWN) ? await keysOf(endpoint.slice(0, -WELL_KNOWN.length)) : undefined;
}

export interface Proven {
  /** The service user that the token impersonates: its id in the domain. */
  readonly userId: string;
  /** The token's own subject. */
  readonly subject: string;
}

/**
 * @param clientId the client that asks
 * @throws OAuthError 400, with the reason
 */
export async function prove(moment: Moment, token: string, clientId: string, publicKeys: PublicKeys): Promise<Proven> {
  const trust = trustOf(moment, token);
  if (!trust.oauthClients.includes(clientId)) {
    throw new OAuthError("unauthorized_client", `The trust ${trust.name} doesn't list the client ${clientId}.`);
  }
  const claims = await verified(moment, token, trust, publicKeys);
  checkAudience(trust, claims);
  const subject = claims[trust.subjectClaimName];
  const impersonation = trust.impersonations.find(({ rule }) => {
    const read = readRule(rule);
    return read !== undefined && meets(read, claims);
  });
  if (impersonation === undefined) {
    throw new OAuthError("invalid_grant", `The token meets no rule of the trust ${trust.name}.`);
  }
  return { userId: impersonation.userId, subject: typeof subject === "string" ? subject : "" };
}

/** The issuer that a token claims decides whose keys it is held against. */
function trustOf({ world }: Moment, token: string): DomainTrust {
  let issuer: string | undefined;
  try {
    issuer = decodeJwt(token).iss;
  } catch (error) {
    throw refusal(error);
  }
  const trust = domainTrusts.list(world).find((one) => one.active && one.issuer === issuer);
  if (trust === undefined) {
    throw new OAuthError("invalid_grant", `No active trust is about the issuer ${issuer ?? "(none)"}.`);
  }
  return trust;
}

async function verified(
  moment: Moment,
  token: string,
  trust: DomainTrust,
  publicKeys: PublicKeys,
): Promise<JWTPayload> {
  const keys = await publicKeys(trust.publicKeyEndpoint);
  if (keys === undefined) {
    throw new OAuthError("invalid_grant", `No keys are to be had at ${trust.publicKeyEndpoint}.`);
  }
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys), {
      algorithms: ["RS256"],
      issuer: trust.issuer,
      requiredClaims: ["exp", "iat"],
      clockTolerance: trust.clockSkewSeconds,
      currentDate: new Date(moment.now),
    });
    return payload;
  } catch (error) {
    throw refusal(error);
  }
}

/** Only a plain text counts: of a list of audiences nobody can say to whom the token was issued. */
function checkAudience({ clientClaimName, clientClaimValues, name }: DomainTrust, claims: JWTPayload): void {
  if (clientClaimName === undefined) {
    return;
  }
  const issuedTo = claims[clientClaimName];
  if (typeof issuedTo !== "string" || !clientClaimValues.includes(issuedTo)) {
    throw new OAuthError("invalid_grant", `The token's ${clientClaimName} is none that the trust ${name} accepts.`);
  }
}

/** jose's own words name the claim or the check, never the token. */
function refusal(error: unknown): unknown {
  return error instanceof errors.JOSEError
    ? new OAuthError("invalid_grant", `The subject token is not valid: ${error.message}.`)
    : error;
}
