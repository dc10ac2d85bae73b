/**
 * The tokens of runs, as data: what each is, how it is made, and which of the roles it may take. `preview` trusts previews of
 * order-tracking's stack dev, `deploy` its updates, refreshes and destructions, `neighbour` updates of another system's stack;
 * `github` trusts the branch main on GitHub.
 */
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { claimsOf as jobClaims } from "../../../rehearsal/github/claims.ts";
import { GithubIssuer } from "../../../rehearsal/github/issuer.ts";
import { keysOf } from "../../../rehearsal/oidc/issuer.ts";
import type { Claims } from "../../../rehearsal/oidc/issuer.ts";
import { claimsOf, ISSUER } from "../../../rehearsal/pulumi-cloud/claims.ts";
import { PulumiIssuer } from "../../../rehearsal/pulumi-cloud/issuer.ts";
import { runOf } from "../../../rehearsal/pulumi-cloud/run.ts";
import { AUDIENCE, REPOSITORY } from "./forge.ts";
import { DENIED } from "./tokens.ts";

export type RunRole = "preview" | "deploy" | "neighbour" | "github";

export const ORGANIZATION = "tidegate";
export const RUN = { organization: ORGANIZATION, project: "order-tracking", stack: "dev", operation: "update" };

/** Makes tokens of Pulumi's and of GitHub's, and such as neither would make. */
export class RunForge {
  /** World time in seconds. */
  readonly now: number;
  readonly #pulumi = new PulumiIssuer();
  readonly #github = new GithubIssuer();
  readonly keys = keysOf([this.#pulumi, this.#github]);

  constructor(now: number) {
    this.now = now;
  }

  claims(change: Claims = {}): Claims {
    return claimsOf(runOf({ ...RUN, ...change }), { now: this.now, jti: "one" });
  }

  /** Pulumi's token for a run. */
  run(change: Claims = {}): Promise<string> {
    return this.#pulumi.sign(this.claims(change));
  }

  /** Pulumi's key under claims that Pulumi would not make. */
  said(claims: Claims): Promise<string> {
    return this.run({ claims });
  }

  /** What GitHub says of a push to main. */
  job(): Claims {
    const job = { repository: REPOSITORY, runsFor: { branch: "main" }, audience: AUDIENCE };
    return jobClaims(job, { now: this.now, jti: "one" });
  }

  byPulumi(claims: Claims): Promise<string> {
    return this.#pulumi.sign(claims);
  }

  byGithub(claims: Claims): Promise<string> {
    return this.#github.sign(claims);
  }

  /** Signed with a key of somebody's own, under the name of Pulumi's. */
  async own(): Promise<string> {
    const { privateKey, publicKey } = await generateKeyPair("RS256");
    const [known] = (await this.#pulumi.jwks()).keys;
    const header = { alg: "RS256", kid: known?.kid ?? "", jwk: await exportJWK(publicKey) };
    return new SignJWT({ ...this.claims() }).setProtectedHeader(header).sign(privateKey);
  }

  /** A preview's token with its claims changed to an update's after it was signed. */
  async tampered(): Promise<string> {
    const [header = "", , signature = ""] = (await this.run({ operation: "preview" })).split(".");
    return [header, Buffer.from(JSON.stringify(this.claims())).toString("base64url"), signature].join(".");
  }
}

export interface RunCase {
  readonly what: string;
  readonly token: (forge: RunForge) => Promise<string>;
  /** Default: none. */
  readonly takes?: RunRole;
  /** How all other roles are refused. Default: by their trust. */
  readonly refused?: RegExp;
}

const AUDIENCES = /^InvalidIdentityToken: Incorrect token audience$/;
const NO_KEY = /^InvalidIdentityToken: Couldn't retrieve verification key from your identity provider, /;
const NO_PROVIDER = /^InvalidIdentityToken: No OpenIDConnect provider found in your account for /;
const SIGNATURE = /^InvalidIdentityToken: .*signature verification failed/;
const SUB = "pulumi:deploy:org:tidegate:project:order-tracking:stack:dev:operation:update:scope:write";

const run = (what: string, change: Claims, takes?: RunRole): RunCase => ({
  what,
  token: (forge) => forge.run(change),
  ...(takes !== undefined && { takes }),
});
/** Its audience is its own organisation, which this account doesn't know. */
const refusedRun = (what: string, change: Claims): RunCase => ({ ...run(what, change), refused: AUDIENCES });
const said = (what: string, claims: Claims, refused = DENIED): RunCase => ({
  what,
  token: (forge) => forge.said(claims),
  refused,
});
const made = (what: string, token: RunCase["token"], refused: RegExp): RunCase => ({ what, token, refused });

export const RUN_TOKENS: readonly RunCase[] = [
  run("an update", {}, "deploy"),
  run("a refresh", { operation: "refresh" }, "deploy"),
  run("a destruction", { operation: "destroy" }, "deploy"),
  run("a preview", { operation: "preview" }, "preview"),
  run("a later run of the same stack", { deployment: 2 }, "deploy"),
  run("an update of the neighbour", { project: "sandbox-broker" }, "neighbour"),
  { what: "the organisation as a list of one", token: (forge) => forge.said({ aud: [ORGANIZATION] }), takes: "deploy" },
  { what: "a push to main on GitHub", token: (forge) => forge.byGithub(forge.job()), takes: "github" },

  run("another stack", { stack: "prod" }),
  run("a stack that begins alike", { stack: "dev-2" }),
  run("the stack in another case", { stack: "Dev" }),
  run("another project", { project: "trivia-pay" }),
  run("a preview of the neighbour", { project: "sandbox-broker", operation: "preview" }),
  refusedRun("another organisation", { organization: "mallory" }),
  refusedRun("an organisation that begins alike", { organization: "tidegate-evil" }),
  said("another organisation with this one as audience", { sub: SUB.replace("org:tidegate", "org:mallory") }),
  said("the operation up", { sub: SUB.replace("update", "up") }),
  said("another scope", { sub: SUB.replace("scope:write", "scope:read") }),
  said("more behind the scope", { sub: `${SUB}:operation:update` }),
  said("a stack that brings an operation along", {
    sub: SUB.replace("stack:dev", "stack:dev:operation:update:scope:write:stack:x").replace(
      /update:scope:write$/,
      "preview:scope:write",
    ),
  }),
  said("a star for the stack", { sub: SUB.replace("stack:dev", "stack:*") }),
  said("an environment of Pulumi ESC", { sub: "pulumi:environments:org:tidegate:env:dev" }),
  said("AWS's audience", { aud: AUDIENCE }, AUDIENCES),
  said("two organisations as audience", { aud: [ORGANIZATION, "mallory"] }, AUDIENCES),
  said("the organisation in capitals as audience", { aud: "Tidegate" }, AUDIENCES),
  said("no audience", { aud: null }, AUDIENCES),
  said("the issuer of environments' tokens", { iss: `${ISSUER}/v2` }, NO_PROVIDER),
  said("a slash after the issuer", { iss: `${ISSUER}/` }, NO_PROVIDER),
  made("GitHub's subject under Pulumi's issuer and key", (forge) => forge.said({ sub: forge.job()["sub"] }), DENIED),
  made("GitHub's claims signed by Pulumi's key", (forge) => forge.byPulumi(forge.job()), NO_KEY),
  made("Pulumi's claims signed by GitHub's key", (forge) => forge.byGithub(forge.claims()), NO_KEY),
  made(
    "Pulumi's subject under GitHub's issuer and key",
    (forge) => forge.byGithub({ ...forge.job(), sub: SUB }),
    DENIED,
  ),
  made("a key of somebody's own", (forge) => forge.own(), SIGNATURE),
  made("a preview that was changed into an update", (forge) => forge.tampered(), SIGNATURE),
  made("an update that has ended", (forge) => forge.said({ exp: forge.now }), /^ExpiredTokenException: Token expired/),
];
