/** Makes the tokens of the matrix: GitHub's own, and those that somebody else puts together. */
import { createPublicKey } from "node:crypto";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import type { CryptoKey, JWK } from "jose";
import { claimsOf, ISSUER } from "../../../rehearsal/github/claims.ts";
import { GithubIssuer } from "../../../rehearsal/github/issuer.ts";
import { jobOf } from "../../../rehearsal/github/job.ts";
import type { Claims, KeySource } from "../../../rehearsal/oidc/issuer.ts";

export const REPOSITORY = "octo-org/octo-repo";
export const AUDIENCE = "sts.amazonaws.com";

/** An issuer that IAM knows too, and that nobody answers for. */
export const SILENT = "https://silent.example.com";

export class Forge {
  /** World time in seconds. */
  readonly now: number;
  readonly #github = new GithubIssuer();
  readonly #next: Promise<Key>;
  readonly #own: Promise<Key>;

  constructor(now: number) {
    this.now = now;
    this.#next = makeKey("next", "RS256");
    this.#own = makeKey("own", "RS256");
  }

  /** GitHub's keys, of which it has two while it changes them. */
  readonly keys: KeySource = async (issuer) => {
    const jwks = await this.#github.keys(issuer);
    return jwks === undefined ? undefined : { keys: [...jwks.keys, (await this.#next).jwk] };
  };

  /** What GitHub would say of a job; by default, of one that runs for a push to main. */
  claims(job: Readonly<Record<string, unknown>> = {}): Claims {
    const runsFor = ["branch", "tag", "pullRequest"].some((name) => name in job) ? {} : { branch: "main" };
    const whole = { repository: REPOSITORY, audience: AUDIENCE, ...runsFor, ...job };
    return claimsOf(jobOf(whole), { now: this.now, jti: "one" });
  }

  /** A token that GitHub signs. */
  github(job: Readonly<Record<string, unknown>> = {}): Promise<string> {
    return this.#github.sign(this.claims(job));
  }

  /** A token that GitHub signs, of claims that it would not make. */
  said(claims: Readonly<Record<string, unknown>>, job: Readonly<Record<string, unknown>> = {}): Promise<string> {
    return this.github({ ...job, claims });
  }

  /** GitHub's other key, in a way that GitHub may not sign. */
  async next(alg: string, header: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const { pair } = await this.#next;
    const key = await crypto.subtle.importKey(
      "pkcs8",
      await crypto.subtle.exportKey("pkcs8", pair.privateKey),
      hashed(alg),
      true,
      ["sign"],
    );
    return new SignJWT({ ...this.claims() }).setProtectedHeader({ alg, kid: "next", ...header }).sign(key);
  }

  /** Signed with a key of somebody's own. */
  async own(header: Readonly<Record<string, unknown>> = {}, claims: Claims = this.claims()): Promise<string> {
    const { pair, jwk } = await this.#own;
    const shown = header["jwk"] === true ? { ...header, jwk } : header;
    return new SignJWT({ ...claims })
      .setProtectedHeader({ alg: "RS256", kid: await this.kid(), ...shown })
      .sign(pair.privateKey);
  }

  /** Signed as with a password, which is GitHub's public key as PEM or as JWK. */
  async withPublicKey(form: "pem" | "jwk"): Promise<string> {
    const jwk = await this.#public();
    const pem = createPublicKey({ key: { ...jwk }, format: "jwk" }).export({ type: "spki", format: "pem" });
    const secret = Buffer.from(form === "pem" ? pem : JSON.stringify(jwk));
    return new SignJWT({ ...this.claims() }).setProtectedHeader({ alg: "HS256", kid: await this.kid() }).sign(secret);
  }

  /** A header and claims with any signature, or none. */
  async raw(header: Readonly<Record<string, unknown>>, signature = ""): Promise<string> {
    return [{ kid: await this.kid(), ...header }, this.claims()].map(encoded).join(".") + `.${signature}`;
  }

  /** GitHub's token for a push to another branch, with its claims changed after it was signed. */
  async tampered(): Promise<string> {
    const [header = "", , signature = ""] = (await this.github({ branch: "other" })).split(".");
    return [header, encoded(this.claims()), signature].join(".");
  }

  async kid(): Promise<string> {
    return (await this.#public()).kid ?? "";
  }

  async #public(): Promise<JWK> {
    const [jwk = {}] = (await this.#github.jwks()).keys;
    return jwk;
  }
}

export { ISSUER };

interface Key {
  readonly pair: { readonly privateKey: CryptoKey; readonly publicKey: CryptoKey };
  readonly jwk: JWK;
}

async function makeKey(kid: string, alg: string): Promise<Key> {
  const pair = await generateKeyPair(alg, { extractable: true });
  return { pair, jwk: { ...(await exportJWK(pair.publicKey)), kid, use: "sig", alg } };
}

/** How Web Crypto names an algorithm: `RS384` is RSA with SHA-384. */
function hashed(alg: string): { name: string; hash: string } {
  const name = alg.startsWith("PS") ? "RSA-PSS" : "RSASSA-PKCS1-v1_5";
  return { name, hash: `SHA-${alg.slice(2)}` };
}

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
