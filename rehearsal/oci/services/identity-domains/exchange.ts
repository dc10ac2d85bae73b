/**
 * The domain's token endpoint, for the one grant that a pipeline needs: an identity provider's JWT against a session token
 * (UPST) bound to a key of the caller's.
 *
 * Oracle's page has a confidential application call it, with client id and secret. A client of type `public` has no secret
 * and names itself by `client_id` alone (RFC 6749, 3.2.1), which is what Tidegate wants; Oracle's page neither shows nor
 * excludes that, so try it on your own domain first. The rehearsal takes public clients and refuses all others.
 *
 * @see https://docs.oracle.com/en-us/iaas/Content/Identity/api-getstarted/json_web_token_exchange.htm
 * @see https://www.rfc-editor.org/rfc/rfc8693#section-2.1
 */
import { createPublicKey } from "node:crypto";
import type { KeyObject } from "node:crypto";
import type { Moment } from "../../moment.ts";
import { domainApps, domainUsers } from "./directory.ts";
import { OAuthError } from "./oauth-error.ts";
import { prove } from "./subject-token.ts";
import type { PublicKeys } from "./subject-token.ts";
import { issueSession } from "./upst.ts";

const GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";
const REQUESTED = "urn:oci:token-type:oci-upst";
const LEAST_BITS = 2048;

export interface Exchange {
  readonly form: URLSearchParams;
  readonly authorization: string | undefined;
  readonly publicKeys: PublicKeys;
  /** Milliseconds since the epoch, on the clock that clients have too. */
  readonly wallNow: number;
  /** World seconds in one real second. */
  readonly speed: number;
}

/** @returns the session token @throws OAuthError */
export async function exchange(moment: Moment, asked: Exchange): Promise<string> {
  const { form } = asked;
  const repeated = [...new Set(form.keys())].filter((name) => form.getAll(name).length > 1);
  if (repeated.length > 0) {
    throw new OAuthError("invalid_request", `Each parameter may come once, not ${repeated.join(", ")}.`);
  }
  const clientId = clientOf(moment, asked);
  if (needed(form, "grant_type") !== GRANT) {
    throw new OAuthError("unsupported_grant_type", `The rehearsal's domain knows the grant type ${GRANT} alone.`);
  }
  only(form, "requested_token_type", REQUESTED);
  only(form, "subject_token_type", "jwt");
  const publicKey = keyIn(needed(form, "public_key"));
  const proven = await prove(moment, needed(form, "subject_token"), clientId, asked.publicKeys);
  const user = domainUsers.get(moment.world, proven.userId);
  if (user?.active !== true) {
    throw new OAuthError("invalid_grant", "The service user that the token impersonates is gone, or not active.");
  }
  const session = { userId: user.id, userOcid: user.ocid, source: proven.subject, publicKey };
  return issueSession(moment, session, asked.wallNow, asked.speed);
}

function clientOf({ world }: Moment, { form, authorization }: Exchange): string {
  if (authorization !== undefined || form.has("client_secret")) {
    throw new OAuthError(
      "invalid_client",
      "The rehearsal's domain knows no client secret. A public client sends client_id alone, without an authorization header.",
    );
  }
  const clientId = form.get("client_id") ?? "";
  const app = domainApps.list(world).find((one) => one.clientId === clientId && one.active);
  if (app === undefined) {
    throw new OAuthError("invalid_client", `No active client is known as "${clientId}".`);
  }
  if (app.clientType !== "public") {
    throw new OAuthError("invalid_client", `The client ${clientId} is ${app.clientType}: it must prove itself.`);
  }
  return clientId;
}

function needed(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (value === null || value === "") {
    throw new OAuthError("invalid_request", `The parameter ${name} is required.`);
  }
  return value;
}

function only(form: URLSearchParams, name: string, value: string): void {
  if (needed(form, name) !== value) {
    throw new OAuthError("invalid_request", `The parameter ${name} must be ${value}.`);
  }
}

/** An RSA key as SubjectPublicKeyInfo, in base64 without the lines of PEM. */
function keyIn(text: string): KeyObject {
  let key: KeyObject | undefined;
  try {
    key = createPublicKey({ key: Buffer.from(text, "base64"), format: "der", type: "spki" });
  } catch {
    // What the parser makes of it doesn't matter: the refusal below says what is wanted.
  }
  if (key?.asymmetricKeyType !== "rsa" || (key.asymmetricKeyDetails?.modulusLength ?? 0) < LEAST_BITS) {
    throw new OAuthError(
      "invalid_request",
      `The parameter public_key must be an RSA key of ${LEAST_BITS} bits or more, as SubjectPublicKeyInfo in DER and base64.`,
    );
  }
  return key;
}
