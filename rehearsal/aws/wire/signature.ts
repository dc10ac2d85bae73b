/**
 * Verifies that a request is signed with a key of this rehearsal, by computing the signature again with AWS's own code.
 * The date is not judged: the world's clock is not the caller's.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
 */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import type { HttpRequest } from "@smithy/types";
import { AwsError } from "../errors.ts";

export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Comes beside each request, where the key is of a role's session. */
  readonly sessionToken?: string;
  readonly isExpired?: boolean;
}

export interface SignedRequest {
  readonly method: string;
  /** As it came, without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string | string[]>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What a signature is for. */
export interface Scope {
  readonly region: string;
  /** The service's signing name: `ecs`, `apigateway`. */
  readonly service: string;
}

export interface Caller extends Scope {
  readonly accessKeyId: string;
}

/**
 * @param body `whole`: the body has to be the one that was signed. `declared`: what the header x-amz-content-sha256 says of
 *   it is what was signed, and the caller judges the body by that header, as S3 does, which knows more forms of it.
 * @throws AwsError as AWS refuses requests that are unsigned, or signed with an unknown key, an expired one, or wrongly
 */
export async function verifySignature(
  request: SignedRequest,
  keys: readonly AccessKey[],
  body: "whole" | "declared" = "whole",
): Promise<Caller> {
  const given = parseAuthorization(request.headers["authorization"]);
  const key = keys.find(({ accessKeyId }) => accessKeyId === given.accessKeyId);
  const token = request.headers["x-amz-security-token"] ?? "";
  if (key === undefined || !same(key.sessionToken ?? "", token)) {
    throw new AwsError("UnrecognizedClientException", "The security token included in the request is invalid.");
  }
  if (key.isExpired === true) {
    throw new AwsError("ExpiredTokenException", "The security token included in the request is expired");
  }
  const expected = await signatureOf(request, given, key);
  if (!same(expected, given.signature) || (body === "whole" && !isBodyDeclared(request))) {
    throw new AwsError(
      "InvalidSignatureException",
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.",
    );
  }
  return { region: given.region, service: given.service, accessKeyId: given.accessKeyId };
}

interface Authorization extends Caller {
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

function parseAuthorization(header: string | undefined): Authorization {
  const match =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      header ?? "",
    );
  if (match === null) {
    throw new AwsError("MissingAuthenticationTokenException", "Missing Authentication Token");
  }
  const [, accessKeyId = "", region = "", service = "", signed = "", signature = ""] = match;
  return { accessKeyId, region, service, signedHeaders: signed.split(";"), signature };
}

async function signatureOf(request: SignedRequest, given: Authorization, key: AccessKey): Promise<string> {
  const signer = new SignatureV4({
    service: given.service,
    region: given.region,
    // The session's token is among the headers that are signed already.
    credentials: { accessKeyId: key.accessKeyId, secretAccessKey: key.secretAccessKey },
    sha256: Sha256,
    // S3 alone signs a path as it is sent: a key may hold what others would fold away.
    uriEscapePath: given.service !== "s3",
    applyChecksum: given.signedHeaders.includes("x-amz-content-sha256"),
  });
  const headers = Object.fromEntries(
    given.signedHeaders.filter((name) => name in request.headers).map((name) => [name, request.headers[name] ?? ""]),
  );
  const plain: HttpRequest = {
    method: request.method,
    protocol: "http:",
    hostname: "127.0.0.1",
    path: request.path,
    query: { ...request.query },
    headers,
    body: request.body,
  };
  const signed = await signer.sign(plain, { signingDate: dateOf(request.headers["x-amz-date"]) });
  return /Signature=([0-9a-f]{64})/.exec(signed.headers["authorization"] ?? "")?.[1] ?? "";
}

/** Who signs takes the body's hash from this header, where there is one: it has to be the hash of this body. */
function isBodyDeclared({ headers, body }: SignedRequest): boolean {
  const declared = headers["x-amz-content-sha256"];
  return declared === undefined || same(declared, createHash("sha256").update(body).digest("hex"));
}

/** `20260105T090000Z` */
function dateOf(text: string | undefined): Date {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? "");
  if (match === null)
    throw new AwsError("IncompleteSignatureException", "The header X-Amz-Date is missing or malformed.");
  const [, year, month, day, hour, minute, second] = match.map(Number);
  return new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second));
}

function same(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

/** Node's SHA-256 in the form that the signer asks for: keyed where it is given a secret. */
class Sha256 {
  readonly #hash: { update(data: Buffer): unknown; digest(): Buffer };

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", bytesOf(secret));
  }

  update(chunk: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytesOf(chunk));
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array(this.#hash.digest()));
  }
}

function bytesOf(data: string | ArrayBuffer | ArrayBufferView): Buffer {
  if (typeof data === "string") return Buffer.from(data);
  return ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data);
}
