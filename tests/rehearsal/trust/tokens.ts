/**
 * The tokens of the matrix, as data: what each is, how it is made, and which of the roles it may take. The roles trust one
 * subject each: `main` the branch main, `dev` and `prod` the environments of that name, `pull` pull requests, `numbered`
 * the branch main of the repository with its numbers.
 */
import { AUDIENCE, ISSUER, REPOSITORY, SILENT } from "./forge.ts";
import type { Forge } from "./forge.ts";

export type RoleName = "main" | "dev" | "prod" | "pull" | "numbered";

export interface TokenCase {
  readonly what: string;
  readonly token: (forge: Forge) => Promise<string> | string;
  /** Default: none. */
  readonly takes?: readonly RoleName[];
  /** How all other roles are refused: code and message. Default: {@link DENIED}, which is what a trust policy says. */
  readonly refused?: RegExp;
}

export const DENIED = /^AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity$/;

/** What GitHub calls the owner and the repository, whatever their names. */
export const NUMBERS = { ownerId: 123456, repositoryId: 456789, immutableSubject: true } as const;

const MAIN = `repo:${REPOSITORY}:ref:refs/heads/main`;
const AUDIENCES = /^InvalidIdentityToken: Incorrect token audience$/;
const EXPIRED = /^ExpiredTokenException: Token expired: current date\/time \d+ must be before /;
const NO_PROVIDER = /^InvalidIdentityToken: No OpenIDConnect provider found in your account for /;
const NO_KEY = /^InvalidIdentityToken: Couldn't retrieve verification key from your identity provider, /;
const NO_JWT = /^InvalidIdentityToken: The ID Token provided is not a valid JWT/;
const SIGNATURE = /^InvalidIdentityToken: .*signature verification failed/;
const invalid = (why: string): RegExp => new RegExp(`^InvalidIdentityToken: .*${why}`);

type Given = Readonly<Record<string, unknown>>;
const job = (what: string, given: Given, ...takes: RoleName[]): TokenCase => ({
  what,
  token: (forge) => forge.github(given),
  takes,
});
const said = (what: string, claims: Given, refused = DENIED): TokenCase => ({
  what,
  token: (forge) => forge.said(claims),
  refused,
});
const timed = (what: string, claims: (now: number) => Given, refused: RegExp): TokenCase => ({
  what,
  token: (forge) => forge.said(claims(forge.now)),
  refused,
});
const made = (what: string, token: TokenCase["token"], refused: RegExp): TokenCase => ({ what, token, refused });

/** What a workflow of the repository itself gets. */
const INTENDED: readonly TokenCase[] = [
  job("a push to main", {}, "main"),
  job("a job of the environment dev", { environment: "dev" }, "dev"),
  job("a job of the environment prod, for a tag", { environment: "prod", tag: "v1.2.3" }, "prod"),
  // The subject doesn't show the ref: that only tags v* come so far is the environment's own policy on GitHub.
  job("a job of the environment prod, for main", { environment: "prod" }, "prod"),
  job("a pull request", { pullRequest: 7 }, "pull"),
  job("a pull request's job of the environment dev", { environment: "dev", pullRequest: 7 }, "dev"),
  job("a run by hand on main", { claims: { event_name: "workflow_dispatch" } }, "main"),
  job("somebody else's push to main", { claims: { actor: "somebody", actor_id: "1" } }, "main"),
  job("the repository with its numbers", NUMBERS, "numbered"),
  { what: "GitHub's next key", token: (forge) => forge.next("RS256"), takes: ["main"] },
  job("an audience that is a list of one", { claims: { aud: [AUDIENCE] } }, "main"),
  job("two audiences of which azp names the right one", { claims: { aud: [AUDIENCE, "x"], azp: AUDIENCE } }, "main"),
];

const SOMEBODY_ELSES: readonly TokenCase[] = [
  job("another repository", { repository: "octo-org/other" }),
  job("another owner's repository of that name", { repository: "mallory/octo-repo" }),
  job("a fork's pull request in the fork", { repository: "mallory/octo-repo", pullRequest: 7 }),
  job("another repository's environment prod", { repository: "octo-org/other", environment: "prod" }),
  job("an owner that begins alike", { repository: "octo-org-evil/octo-repo" }),
  job("a repository that begins alike", { repository: "octo-org/octo-repo-evil" }),
  job("an owner in another case", { repository: "Octo-Org/octo-repo" }),
  job("a repository in another case", { repository: "octo-org/Octo-Repo" }),
  job("the repository under a new name", { repository: "octo-org/renamed", repositoryId: 456789 }),
  // The numbers stay, and yet the subject is another one: it holds the names too.
  job("the repository under a new name, with its numbers", { ...NUMBERS, repository: "octo-org/renamed" }),
  job("a new repository under the old name, with its own number", { ...NUMBERS, repositoryId: 999 }),
  job("a new owner of the old name, with its own number", { ...NUMBERS, ownerId: 999 }),
];

const OTHER_REFS: readonly TokenCase[] = [
  job("another branch", { branch: "dev" }),
  job("main-evil", { branch: "main-evil" }),
  job("a branch below main", { branch: "main/evil" }),
  job("a branch that ends with main", { branch: "feature/main" }),
  job("a branch called refs/heads/main", { branch: "refs/heads/main" }),
  job("Main", { branch: "Main" }),
  job("a tag called main", { tag: "main" }),
  job("a tag", { tag: "v1.2.3" }),
  job("a tag called as the branch's ref", { tag: "refs/heads/main" }),
  job("a branch called pull_request", { branch: "pull_request" }),
  job("a branch called environment:prod", { branch: "environment:prod" }),
];

const OTHER_ENVIRONMENTS: readonly TokenCase[] = [
  job("another environment", { environment: "staging" }),
  job("production for prod", { environment: "production" }),
  job("Prod", { environment: "Prod" }),
  job("a space after prod", { environment: "prod " }),
  job("a colon after prod", { environment: "prod:ref" }),
  job("a letter that looks alike", { environment: "рrod" }),
  job("an environment called as main's ref", { environment: "ref:refs/heads/main" }),
  job("a template with the ref", { environment: "prod", includeClaimKeys: ["repo", "context", "ref"] }),
  job("a template without the repository", { environment: "prod", includeClaimKeys: ["context"] }),
];

const OTHER_SUBJECTS: readonly TokenCase[] = [
  said("a colon at the end", { sub: `${MAIN}:` }),
  said("a colon too many", { sub: MAIN.replace(":ref:", "::ref:") }),
  said("more after the ref", { sub: `${MAIN}:environment:prod` }),
  said("a colon at the beginning", { sub: `:${MAIN}` }),
  said("Repo for repo", { sub: MAIN.replace("repo:", "Repo:") }),
  said("a star for the branch", { sub: `repo:${REPOSITORY}:ref:refs/heads/*` }),
  said("a star for everything", { sub: "*" }),
  said("a line's end after it", { sub: `${MAIN}\n` }),
  said("a space before it", { sub: ` ${MAIN}` }),
  said("no subject", { sub: null }, invalid("Missing a required claim: sub")),
  said("an empty subject", { sub: "" }, invalid("Missing a required claim: sub")),
  said("a subject that is a list", { sub: [MAIN] }, invalid("Missing a required claim: sub")),
];

const OTHER_AUDIENCES: readonly TokenCase[] = [
  said("GitHub's default audience", { aud: "https://github.com/octo-org" }, AUDIENCES),
  said("the audience in another case", { aud: "STS.amazonaws.com" }, AUDIENCES),
  said("a slash after the audience", { aud: `${AUDIENCE}/` }, AUDIENCES),
  said("the audience of another partition", { aud: `${AUDIENCE}.cn` }, AUDIENCES),
  said("two audiences", { aud: [AUDIENCE, "https://github.com/octo-org"] }, AUDIENCES),
  said("the same audience twice", { aud: [AUDIENCE, AUDIENCE] }, AUDIENCES),
  said("no audience in the list", { aud: [] }, AUDIENCES),
  said("a list in the list", { aud: [[AUDIENCE]] }, AUDIENCES),
  said("an empty audience", { aud: "" }, AUDIENCES),
  said("no audience", { aud: null }, AUDIENCES),
  said("an azp of somebody else's", { azp: "https://github.com/octo-org" }, AUDIENCES),
];

const OTHER_TIMES: readonly TokenCase[] = [
  timed("expired a second ago", (now) => ({ exp: now - 1 }), EXPIRED),
  timed("expires now", (now) => ({ exp: now }), EXPIRED),
  timed("valid in a second", (now) => ({ nbf: now + 1 }), invalid("not valid yet")),
  timed("issued in a second", (now) => ({ iat: now + 1 }), invalid("not valid yet")),
  timed("no expiry", () => ({ exp: null }), invalid("Missing a required claim: exp")),
  timed("not issued at any time", () => ({ iat: null }), invalid("Missing a required claim: iat")),
  timed("an expiry that is a text", (now) => ({ exp: String(now + 60) }), invalid("exp must be an integer")),
  timed("an expiry between two seconds", (now) => ({ exp: now + 60.5 }), invalid("exp must be an integer")),
  timed("a beginning that is a text", () => ({ nbf: "0" }), invalid("nbf must be an integer")),
];

const OTHER_ISSUERS: readonly TokenCase[] = [
  said("another issuer", { iss: "https://issuer.example.com" }, NO_PROVIDER),
  said("a slash after the issuer", { iss: `${ISSUER}/` }, NO_PROVIDER),
  said("an issuer of an enterprise", { iss: `${ISSUER}/octo-org` }, NO_PROVIDER),
  said("the issuer in another case", { iss: ISSUER.replace("token", "Token") }, NO_PROVIDER),
  said("the issuer over http", { iss: ISSUER.replace("https", "http") }, NO_PROVIDER),
  said("no issuer", { iss: null }, NO_PROVIDER),
  said("an issuer that nobody answers for", { iss: SILENT }, /^IDPCommunicationError: /),
];

const OTHER_SIGNATURES: readonly TokenCase[] = [
  made("alg none, unsigned", (forge) => forge.raw({ alg: "none" }), invalid('"alg".*not allowed')),
  made("alg None, unsigned", (forge) => forge.raw({ alg: "None" }), invalid('"alg".*not allowed')),
  made("alg RS256, unsigned", (forge) => forge.raw({ alg: "RS256" }), SIGNATURE),
  made("no alg", (forge) => forge.raw({}, "AAAA"), invalid('"alg"')),
  made("HS256 with the public key as PEM", (forge) => forge.withPublicKey("pem"), invalid('"alg".*not allowed')),
  made("HS256 with the public key as JWK", (forge) => forge.withPublicKey("jwk"), invalid('"alg".*not allowed')),
  made("an unknown kid", (forge) => forge.own({ kid: "unknown" }), NO_KEY),
  made("no kid", (forge) => forge.own({ kid: undefined }), NO_KEY),
  made("GitHub's kid over another key", (forge) => forge.own(), SIGNATURE),
  made("a key of its own inside", (forge) => forge.own({ jwk: true }), SIGNATURE),
  made("a URL of keys of its own", (forge) => forge.own({ jku: "https://keys.example.com/jwks" }), SIGNATURE),
  made("RS384 with a key for RS256", (forge) => forge.next("RS384"), NO_KEY),
  made("RS512 with a key for RS256", (forge) => forge.next("RS512"), NO_KEY),
  made("PS256 with a key for RS256", (forge) => forge.next("PS256"), invalid('"alg".*not allowed')),
  made(
    "an extension that must be understood",
    (forge) => forge.raw({ alg: "RS256", crit: ["exp"], exp: 1 }, "AAAA"),
    invalid("not recognized"),
  ),
  made("claims changed after it was signed", (forge) => forge.tampered(), SIGNATURE),
  made("a signature cut short", async (forge) => (await forge.github()).slice(0, -8), SIGNATURE),
  made("two parts", async (forge) => (await forge.github()).split(".").slice(0, 2).join("."), NO_JWT),
  made("four parts", async (forge) => `${await forge.github()}.AAAA`, NO_JWT),
  made("no JWT at all", () => "an access token", NO_JWT),
];

export const TOKENS: readonly TokenCase[] = [
  ...INTENDED,
  ...SOMEBODY_ELSES,
  ...OTHER_REFS,
  ...OTHER_ENVIRONMENTS,
  ...OTHER_SUBJECTS,
  ...OTHER_AUDIENCES,
  ...OTHER_TIMES,
  ...OTHER_ISSUERS,
  ...OTHER_SIGNATURES,
];
