/**
 * User principal session tokens (UPST): a JWT signed by the domain that names a user and holds the public key (`jwk`)
 * whose private half must sign each request. Oracle doesn't publish the claims; those here are the ones that its clients
 * and its page on the exchange speak of.
 *
 * Two clocks end a session. A client compares `exp` with the clock on its wall, as request dates are; and the world's
 * clock, which runs at its own speed and can be pushed forward, ends it an hour of its own later.
 * @see https://docs.oracle.com/en-us/iaas/Content/Identity/api-getstarted/json_web_token_exchange.htm
 */
import { createPublicKey, randomUUID, sign, verify } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { notAuthenticated } from "../../errors.ts";
import { isRecord } from "../../facts/conform.ts";
import { ledger } from "../../ledger.ts";
import type { Moment } from "../../moment.ts";
import { TENANCY_ID } from "../../tenancy.ts";
import type { ApiKey } from "../../world.ts";
import { domainUsers } from "./directory.ts";
import { domainKey, domainPublicKey } from "./domain-key.ts";

/** What a session lasts, and can't be made to outlast. */
export const SESSION_SECONDS = 3600;

/** How the key id of a request signed within a session begins; the token follows. */
export const SESSION_PREFIX = "ST$";

interface Session {
  readonly userId: string;
  /** World time at which it ends, in milliseconds since the epoch. */
  readonly endsAt: number;
}

/** By the token's `jti`. */
const sessions = ledger<Session>("domainSessions");

export interface SessionOf {
  /** The domain's id of the user whose session it is. */
  readonly userId: string;
  /** Its OCID. */
  readonly userOcid: string;
  /** Whom the exchanged token named: its subject claim. */
  readonly source: string;
  /** The public half of the session's key. */
  readonly publicKey: KeyObject;
}

/** @param wallNow milliseconds since the epoch, on the clock that clients have too */
export function issueSession(moment: Moment, of: SessionOf, wallNow: number, speed: number): string {
  for (const [jti, { endsAt }] of sessions.entries(moment.world)) {
    if (endsAt <= moment.now) sessions.remove(moment.world, jti);
  }
  const jti = randomUUID();
  // A world that runs fast must not end a session before its client thinks so; one that stands still never would.
  sessions.put(moment.world, jti, {
    userId: of.userId,
    endsAt: moment.now + SESSION_SECONDS * 1000 * Math.max(speed, 1),
  });
  const iat = Math.floor(wallNow / 1000);
  const { kid, privateKey } = domainKey(moment.world);
  const header = encoded({ alg: "RS256", typ: "JWT", kid });
  const payload = encoded({
    iss: "authService.oracle.com",
    aud: "oci",
    ptype: "user",
    ttype: "login",
    sub: of.userOcid,
    tenant: TENANCY_ID,
    source_authn_prin: of.source,
    jwk: JSON.stringify({ ...of.publicKey.export({ format: "jwk" }), alg: "RS256", use: "sig" }),
    iat,
    exp: iat + SESSION_SECONDS,
    sess_exp: new Date((iat + SESSION_SECONDS) * 1000).toUTCString(),
    jti,
  });
  const signature = sign("RSA-SHA256", Buffer.from(`${header}.${payload}`), privateKey).toString("base64url");
  return `${header}.${payload}.${signature}`;
}

export interface OpenSession extends ApiKey {
  readonly userId: string;
}

/**
 * The key that may sign requests within a session.
 * @param keyId `ST$` and the token
 * @throws ServiceError 401 NotAuthenticated when the token isn't the domain's, or the session has ended
 */
export function sessionKey(moment: Moment, keyId: string, wallNow: number): OpenSession {
  const claims = verified(moment, keyId.slice(SESSION_PREFIX.length));
  const session = typeof claims["jti"] === "string" ? sessions.get(moment.world, claims["jti"]) : undefined;
  const exp = claims["exp"];
  if (session === undefined || typeof exp !== "number" || exp * 1000 <= wallNow || session.endsAt <= moment.now) {
    throw notAuthenticated("The security token has expired. Exchange a fresh identity token for another.");
  }
  if (domainUsers.get(moment.world, session.userId)?.active !== true) {
    throw notAuthenticated("The user of this security token is no longer active.");
  }
  const jwk: unknown = typeof claims["jwk"] === "string" ? JSON.parse(claims["jwk"]) : undefined;
  if (!isRecord(jwk)) {
    throw notAuthenticated("The security token holds no key.");
  }
  const publicKey = createPublicKey({ key: jwk, format: "jwk" }).export({ type: "spki", format: "pem" });
  return { keyId, publicKey: publicKey.toString(), userId: session.userId };
}

/** The claims of a token that the domain signed. */
function verified(moment: Moment, token: string): Record<string, unknown> {
  const [header = "", payload = "", signature = "", ...more] = token.split(".");
  // Whatever the header calls the algorithm: there is one.
  const key = domainPublicKey(moment.world, decoded(header)["kid"]);
  const isSigned =
    more.length === 0 &&
    key !== undefined &&
    verify("RSA-SHA256", Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, "base64url"));
  if (!isSigned) {
    throw notAuthenticated("The security token was not issued here.");
  }
  return decoded(payload);
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function decoded(part: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return isRecord(value) ? value : {};
  } catch (error) {
    if (error instanceof SyntaxError) {
      return {};
    }
    throw error;
  }
}
