/**
 * Whether STS believes a token of an OpenID Connect provider. Messages are STS's where people have shown them; that a
 * token isn't valid yet, and what is wrong with its signature, is said in the rehearsal's words.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
import { compactVerify, createLocalJWKSet, decodeJwt, decodeProtectedHeader, errors } from "jose";
import type { JWTPayload } from "jose";
import type { KeySource } from "../../oidc/issuer.ts";
import type { Cloud } from "../cloud.ts";
import { AwsError } from "../errors.ts";
import { textAt, textsAt } from "../kind.ts";
import type { Resource } from "../resource.ts";
import { OPEN_ID_CONNECT_PROVIDER } from "../services/iam/openIdConnectProvider.ts";

/** Whom a token speaks of. */
export interface WebIdentity {
  readonly providerArn: string;
  /** The provider's URL without `https://`: what condition keys begin with. */
  readonly provider: string;
  readonly subject: string;
  readonly audience: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** What STS takes. GitHub's keys say RS256, and then nothing else counts. */
const ALGORITHMS = ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"];

/** @throws AwsError InvalidIdentityToken, ExpiredTokenException, IDPCommunicationError */
export async function verifyWebIdentity(token: string, cloud: Cloud, keys: KeySource): Promise<WebIdentity> {
  const claims = claimsIn(token);
  const issuer = textOf(claims.iss);
  const provider = providerOf(issuer, cloud);
  await verifySignature(token, issuer, keys);
  verifyTimes(claims, Math.floor(cloud.now / 1000));
  const audience = audienceOf(claims);
  if (audience === undefined || !textsAt(provider.inputs, "clientIdLists").includes(audience)) {
    throw invalid("Incorrect token audience");
  }
  const subject = textOf(claims.sub);
  if (subject === "") throw invalid("Missing a required claim: sub");
  return { providerArn: provider.id, provider: issuer.replace(/^https:\/\//, ""), subject, audience, claims };
}

const invalid = (message: string): AwsError => new AwsError("InvalidIdentityToken", message);
const textOf = (claim: unknown): string => (typeof claim === "string" ? claim : "");

function claimsIn(token: string): JWTPayload {
  try {
    return decodeJwt(token);
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    throw invalid("The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");
  }
}

/** The issuer is compared as text: another case or a slash at the end is another issuer. */
function providerOf(issuer: string, cloud: Cloud): Resource {
  const found = cloud.list(OPEN_ID_CONNECT_PROVIDER).find(({ inputs }) => textAt(inputs, "url") === issuer);
  if (found === undefined) throw invalid(`No OpenIDConnect provider found in your account for ${issuer}`);
  return found;
}

/** By a key of the issuer's own that the token names; keys inside the token count for nothing. */
async function verifySignature(token: string, issuer: string, keys: KeySource): Promise<void> {
  const jwks = await keys(issuer);
  if (jwks === undefined) {
    throw new AwsError("IDPCommunicationError", "The identity provider could not be reached. Try again.");
  }
  try {
    const { kid } = decodeProtectedHeader(token);
    if (!jwks.keys.some((key) => kid !== undefined && key.kid === kid)) throw new errors.JWKSNoMatchingKey();
    await compactVerify(token, createLocalJWKSet(jwks), { algorithms: ALGORITHMS });
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    throw error instanceof errors.JWKSNoMatchingKey
      ? invalid(
          "Couldn't retrieve verification key from your identity provider, please reference " +
            "AssumeRoleWithWebIdentity documentation for requirements",
        )
      : invalid(`The token's signature is invalid (${error.message})`);
  }
}

/** Times are whole seconds; neither end is stretched, since STS names no tolerance. */
function verifyTimes({ exp, nbf, iat }: JWTPayload, now: number): void {
  for (const [name, time] of Object.entries({ exp, iat })) {
    if (time === undefined) throw invalid(`Missing a required claim: ${name}`);
  }
  for (const [name, time] of Object.entries({ exp, nbf, iat })) {
    if (time !== undefined && !Number.isInteger(time)) throw invalid(`The claim ${name} must be an integer`);
  }
  if (exp !== undefined && now >= exp) {
    const message = `Token expired: current date/time ${now} must be before the expiration date/time ${exp}`;
    throw new AwsError("ExpiredTokenException", message);
  }
  const start = Math.max(nbf ?? 0, iat ?? 0);
  if (now < start) throw invalid(`Token is not valid yet: current date/time ${now} must not be before ${start}`);
}

/**
 * Whom the token is for: `azp` where it is there, else `aud`. A list of one is that one, as Kubernetes writes it; of
 * several nobody can say which is meant.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
function audienceOf({ aud, azp }: JWTPayload): string | undefined {
  if (typeof azp === "string") return azp;
  if (typeof aud === "string") return aud;
  return Array.isArray(aud) && aud.length === 1 && typeof aud[0] === "string" ? aud[0] : undefined;
}
