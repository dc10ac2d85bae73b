/**
 * GitHub's identity provider: it signs tokens, and tells whoever trusts it by which keys to know them. The private key is
 * made when it is first needed, never leaves the process, and ends with it: for who trusts the issuer, a restart is a
 * rotation of keys.
 * @see https://docs.github.com/en/actions/concepts/security/openid-connect
 */
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from "jose";
import type { CryptoKey, JSONWebKeySet, JWK } from "jose";
import { ISSUER } from "./claims.ts";
import type { Claims } from "./claims.ts";

/** The public keys of an issuer, by its URL; undefined where nobody answers there. */
export type KeySource = (issuer: string) => Promise<JSONWebKeySet | undefined>;

const ALGORITHM = "RS256";

export class GithubIssuer {
  #pair: Promise<Pair> | undefined;

  /** What the clouds of this world can look up: GitHub's keys, and nobody else's. */
  readonly keys: KeySource = async (issuer) => (issuer === ISSUER ? await this.jwks() : undefined);

  async jwks(): Promise<JSONWebKeySet> {
    return { keys: [(await this.#keyPair()).jwk] };
  }

  /** A token of exactly these claims. */
  async sign(claims: Claims): Promise<string> {
    const { privateKey, jwk } = await this.#keyPair();
    const header = { alg: ALGORITHM, typ: "JWT", kid: jwk.kid ?? "" };
    return new SignJWT({ ...claims }).setProtectedHeader(header).sign(privateKey);
  }

  #keyPair(): Promise<Pair> {
    this.#pair ??= makePair();
    return this.#pair;
  }
}

interface Pair {
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

async function makePair(): Promise<Pair> {
  const { privateKey, publicKey } = await generateKeyPair(ALGORITHM);
  const jwk = await exportJWK(publicKey);
  return { privateKey, jwk: { ...jwk, kid: await calculateJwkThumbprint(jwk), use: "sig", alg: ALGORITHM } };
}

/** Where the issuer is reached in a rehearsal, and what its tokens are like. @param base without a trailing slash */
export function discoveryDocument(base: string): Record<string, unknown> {
  return {
    issuer: ISSUER,
    jwks_uri: `${base}/.well-known/jwks`,
    subject_types_supported: ["public", "pairwise"],
    response_types_supported: ["id_token"],
    id_token_signing_alg_values_supported: [ALGORITHM],
    scopes_supported: ["openid"],
  };
}
