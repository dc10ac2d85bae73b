/** A world whose domain trusts GitHub: a public client, service users, one trust. */
import { generateKeyPairSync } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { openWorld } from "../world.ts";
import type { Answer, TestWorld } from "../world.ts";

export const ADMIN = "/admin/v1";
export const REPOSITORY = "tidegate/tidegate";
export const AUDIENCE = `https://github.com/${REPOSITORY}`;
export const ISSUER = "https://token.actions.githubusercontent.com";
export const CLIENT = "pipelines";
const IDCS = "urn:ietf:params:scim:schemas:oracle:idcs";
const SCIM = "urn:ietf:params:scim:schemas:core:2.0";

export const USER_DOCUMENT = {
  schemas: [`${SCIM}:User`, `${IDCS}:extension:user:User`],
  userName: "trivia-pay-dev-deploy",
  [`${IDCS}:extension:user:User`]: { serviceUser: true },
};

export const APP_DOCUMENT = {
  schemas: [`${IDCS}:App`],
  displayName: "Pipelines",
  name: CLIENT,
  clientType: "public",
  isOAuthClient: true,
  basedOnTemplate: { value: "CustomBrowserMobileTemplateId" },
};

export function groupDocument(displayName: string, userIds: readonly string[]): Record<string, unknown> {
  return { schemas: [`${SCIM}:Group`], displayName, members: userIds.map((value) => ({ type: "User", value })) };
}

/** A trust that gives each subject to one user. */
export function trustDocument(rules: Readonly<Record<string, string>>): Record<string, unknown> {
  return {
    schemas: [`${IDCS}:IdentityPropagationTrust`],
    name: "github",
    type: "JWT",
    active: true,
    issuer: ISSUER,
    publicKeyEndpoint: `${ISSUER}/.well-known/jwks`,
    oauthClients: [CLIENT],
    clientClaimName: "aud",
    clientClaimValues: [AUDIENCE],
    clockSkewSeconds: 0,
    allowImpersonation: true,
    impersonationServiceUsers: Object.entries(rules).map(([rule, value]) => ({ rule, value })),
  };
}

/** What an answer's body holds under a key, as text. */
export function field({ body }: Answer, key: string): string {
  return String(Reflect.get(Object(body) as object, key) ?? "");
}

function given([name, value]: [string, string | undefined]): [string, string][] {
  return value === undefined ? [] : [[name, value]];
}

export interface Domain {
  readonly world: TestWorld;
  readonly userId: string;
  readonly userOcid: string;
  readonly trustId: string;
  /** A token of GitHub's for a job. */
  token(job?: Readonly<Record<string, unknown>>): Promise<string>;
  /** Asks for a session; `change` lays parameters over the right ones, undefined leaves one out. */
  exchange(subjectToken: string, change?: Readonly<Record<string, string | undefined>>): Promise<Answer>;
  /** A session of the domain's user, and its key. */
  session(): Promise<{ readonly keyId: string; readonly token: string; readonly pair: Pair }>;
}

export interface Pair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

export const freshKeys = (): Pair => generateKeyPairSync("rsa", { modulusLength: 2048 });
export const encodedKey = ({ publicKey }: Pair): string =>
  publicKey.export({ type: "spki", format: "der" }).toString("base64");

export const DEV_RULE = `sub eq "repo:${REPOSITORY}:environment:dev"`;

/** A token of GitHub's for a job, from the identity provider of the clouds at an address. */
export async function githubToken(endpoint: string, job: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const response = await fetch(`${endpoint}/rehearsal/github/tokens`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ repository: REPOSITORY, branch: "main", environment: "dev", audience: AUDIENCE, ...job }),
  });
  const body: unknown = await response.json();
  return field({ status: response.status, headers: response.headers, body }, "value");
}

/** Asks the domain at an address for a session bound to a key. */
export async function exchangeAt(
  endpoint: string,
  subjectToken: string,
  pair: Pair,
  change: Readonly<Record<string, string | undefined>> = {},
): Promise<Answer> {
  const parameters: Record<string, string | undefined> = {
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    requested_token_type: "urn:oci:token-type:oci-upst",
    subject_token: subjectToken,
    subject_token_type: "jwt",
    public_key: encodedKey(pair),
    client_id: CLIENT,
    ...change,
  };
  const response = await fetch(`${endpoint}/oauth2/v1/token`, {
    method: "POST",
    body: new URLSearchParams(Object.entries(parameters).flatMap(given)),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

export async function openDomain(): Promise<Domain> {
  const world = await openWorld();
  await world.send("POST", `${ADMIN}/Apps`, APP_DOCUMENT);
  const user = await world.send("POST", `${ADMIN}/Users`, USER_DOCUMENT);
  const userId = field(user, "id");
  const trust = await world.send("POST", `${ADMIN}/IdentityPropagationTrusts`, trustDocument({ [DEV_RULE]: userId }));
  const pair = freshKeys();
  const token: Domain["token"] = (job) => githubToken(world.endpoint, job);
  const exchange: Domain["exchange"] = (subjectToken, change) => exchangeAt(world.endpoint, subjectToken, pair, change);
  return {
    world,
    userId,
    userOcid: field(user, "ocid"),
    trustId: field(trust, "id"),
    token,
    exchange,
    session: async () => {
      const answer = await exchange(await token());
      const session = field(answer, "token");
      return { keyId: `ST$${session}`, token: session, pair };
    },
  };
}
