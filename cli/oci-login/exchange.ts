/**
 * An identity token against a session token (UPST) that is bound to a key.
 * @see https://docs.oracle.com/en-us/iaas/Content/Identity/api-getstarted/json_web_token_exchange.htm
 */
import type { KeyObject } from "node:crypto";
import type { Fetch } from "./identity-token.ts";
import type { LoginSettings } from "./settings.ts";

/** A session as OCI's clients need it. */
export interface Session {
  /** What goes behind `ST$` in a request's key id. */
  readonly token: string;
  /** The key that signs requests. */
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** When it ends, in milliseconds since the epoch. */
  readonly endsAt: number;
  /** When it began, in milliseconds since the epoch. */
  readonly beganAt: number;
}

export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** @throws Error in words: what the domain refused, and what to look at */
export async function exchangeToken(
  settings: Pick<LoginSettings, "domainUrl" | "clientId" | "audience">,
  identityToken: string,
  pair: KeyPair,
  send: Fetch,
): Promise<Session> {
  const url = `${settings.domainUrl}/oauth2/v1/token`;
  const response = await send(url, {
    method: "POST",
    redirect: "error",
    body: new URLSearchParams({
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      requested_token_type: "urn:oci:token-type:oci-upst",
      subject_token: identityToken,
      subject_token_type: "jwt",
      public_key: pair.publicKey.export({ type: "spki", format: "der" }).toString("base64"),
      client_id: settings.clientId,
    }),
  });
  const body = recordOf(await jsonOf(response));
  if (!response.ok) {
    throw new Error(refusal(url, response.status, body, settings));
  }
  const token = body["token"];
  if (typeof token !== "string") {
    throw new Error(`${url} answered without a session token. Is it the identity domain's URL?`);
  }
  return { ...pair, token, ...times(token) };
}

function times(token: string): Pick<Session, "beganAt" | "endsAt"> {
  const claims = recordOf(parsed(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8")));
  const { iat, exp } = claims;
  if (typeof exp !== "number") {
    throw new Error("The domain's session token doesn't say when it ends, so it can't be used safely.");
  }
  // The longest that OCI gives.
  return { beganAt: (typeof iat === "number" ? iat : exp - 3600) * 1000, endsAt: exp * 1000 };
}

const HINTS: Readonly<Record<string, string>> = {
  invalid_client:
    "Is OCI_WIF_CLIENT_IDENTIFIER the id of an active application of type public? One of type confidential would want a secret, and Tidegate has none.",
  unauthorized_client: "The identity propagation trust has to list that client.",
  invalid_grant:
    "The trust's issuer, its audience and a rule with this job's exact subject have to agree with the token.",
};

/** The domain's own words tell no secret; the token is in none of them. */
function refusal(
  url: string,
  status: number,
  body: Readonly<Record<string, unknown>>,
  { audience, clientId }: Pick<LoginSettings, "audience" | "clientId">,
): string {
  const code = typeof body["error"] === "string" ? body["error"] : "";
  const said = typeof body["error_description"] === "string" ? `: ${body["error_description"]}` : "";
  const hint = HINTS[code] ?? "";
  return `${url} refused the exchange with ${status} ${code}${said} (client ${clientId}, audience ${audience}). ${hint}`.trim();
}

async function jsonOf(response: Response): Promise<unknown> {
  return parsed(await response.text());
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
