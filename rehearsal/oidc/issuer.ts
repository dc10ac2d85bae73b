/**
 * An identity provider: it signs tokens, and tells whoever trusts it by which keys to know them. The private key is
 * made when it is first needed, never leaves the process, and ends with it: for who trusts the issuer, a restart is a
 * rotation of keys.
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html
 */
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from "jose";
import type { CryptoKey, JSONWebKeySet, JWK } from "jose";

/** The public keys of an issuer, by its URL; undefined where nobody answers there. */
export type KeySource = (issuer: string) => Promise<JSONWebKeySet | undefined>;

export type Claims = Readonly<Record<string, unknown>>;

const ALGORITHM = "RS256";

export class Issuer {
  /** The claim `iss` of its tokens. */
  readonly url: string;
  #pair: Promise<Pair> | undefined;

  constructor(url: string) {
    this.url = url;
  }

  /** What can be looked up of it: its keys, and nobody else's. */
  readonly keys: KeySource = async (issuer) => (issuer === this.url ? await this.jwks() : undefined);

  async jwks(): Promise<JSONWebKeySet> {
    return { keys: [(await this.#keyPair()).jwk] };
  }

  /** A token of exactly these claims. */
  async sign(claims: Claims): Promise<string> {
    const { privateKey, jwk } = await this.#keyPair();
    const header = { alg: ALGORITHM, typ: "JWT", kid: jwk.kid ?? "" };
    return new SignJWT({ ...claims }).setProtectedHeader(header).sign(privateKey);
  }

  /** Where it is reached in a rehearsal, and what its tokens are like. @param base without a trailing slash */
  discoveryDocument(base: string): Record<string, unknown> {
    return {
      issuer: this.url,
      jwks_uri: `${base}/.well-known/jwks`,
      subject_types_supported: ["public", "pairwise"],
      response_types_supported: ["id_token"],
      id_token_signing_alg_values_supported: [ALGORITHM],
      scopes_supported: ["openid"],
    };
  }

  #keyPair(): Promise<Pair> {
    this.#pair ??= makePair();
    return this.#pair;
  }
}

/** What the clouds of a world can look up: the keys of each of these issuers. */
export function keysOf(issuers: readonly Issuer[]): KeySource {
  return async (url) => await issuers.find((issuer) => issuer.url === url)?.jwks();
}

/** The claims with what the operator wants otherwise; null leaves a claim out. */
export function overridden(claims: Claims, changes: Claims = {}): Claims {
  return Object.fromEntries(Object.entries({ ...claims, ...changes }).filter(([, value]) => value !== null));
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
