/**
 * Verifies who sent a request, by OCI's request signatures (draft-cavage-http-signatures-08, RSA and SHA-256).
 * @see https://docs.oracle.com/iaas/Content/API/Concepts/signingrequests.htm
 */
import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import httpSignature from "http-signature";
import { notAuthenticated } from "../errors.ts";
import type { ApiKey } from "../world.ts";

/** Seconds by which a request's date may be off. */
export const DATE_TOLERANCE_SECONDS = 300;

const ALWAYS_SIGNED = ["date", "(request-target)", "host"];
const SIGNED_WITH_BODY = ["content-length", "content-type", "x-content-sha256"];
/** Uploads to object storage sign no body: they may be streams. */
const UNSIGNED_BODY = /^\/n\/[^/]+\/b\/[^/]+\/(o|u)\//;

/** The key that is known by an id; undefined where there is none. @throws ServiceError 401 where it no longer counts */
export type KeyOf = (keyId: string) => ApiKey | undefined;

/**
 * @returns the key that signed the request
 * @throws ServiceError 401 NotAuthenticated, with the reason
 */
export function verifySignature(request: IncomingMessage, body: Buffer, keyOf: KeyOf): ApiKey {
  const parsed = parse(request);
  const signed = parsed.params.headers.map((header) => header.toLowerCase());
  const date = signed.includes("x-date") ? "x-date" : "date";
  const hasBody = request.method === "POST" || request.method === "PUT" || request.method === "PATCH";
  const signsBody = hasBody && !UNSIGNED_BODY.test(request.url ?? "");
  const wanted = [date, ...ALWAYS_SIGNED.slice(1), ...(signsBody ? SIGNED_WITH_BODY : [])];
  const unsigned = wanted.filter((header) => !signed.includes(header));
  if (unsigned.length > 0) {
    throw notAuthenticated(`The request's signature doesn't cover ${unsigned.join(", ")}.`);
  }
  if (signsBody && request.headers["x-content-sha256"] !== createHash("sha256").update(body).digest("base64")) {
    throw notAuthenticated("The header x-content-sha256 is not the digest of the request's body.");
  }
  const key = keyOf(parsed.params.keyId);
  if (key === undefined) {
    throw notAuthenticated(`No API key is known here as ${parsed.params.keyId}.`);
  }
  if (parsed.params.algorithm.toLowerCase() !== "rsa-sha256" || !httpSignature.verifySignature(parsed, key.publicKey)) {
    throw notAuthenticated("The required information to complete authentication was not provided or was incorrect.");
  }
  return key;
}

function parse(request: IncomingMessage): httpSignature.ParsedSignature {
  try {
    const headers = request.headers["x-date"] === undefined ? ["date"] : ["x-date"];
    return httpSignature.parseRequest(request, { clockSkew: DATE_TOLERANCE_SECONDS, headers });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw notAuthenticated(`The request is not signed as OCI asks for: ${reason}.`);
  }
}
