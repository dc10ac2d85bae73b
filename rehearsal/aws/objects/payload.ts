/** The body that was meant, out of the bytes that came, once they are found to be those that were signed. */
import { createHash } from "node:crypto";
import { AwsError } from "../errors.ts";
import type { AccessKey } from "../wire/signature.ts";
import { unchunk } from "./chunked.ts";
import type { ChunkSigner } from "./chunked.ts";

export interface Payload {
  readonly body: Buffer;
  /** Those of the request, and those that came after the body. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 * @param key the one that signed the request
 * @throws AwsError
 */
export function payloadOf(bytes: Buffer, headers: Readonly<Record<string, string>>, key: AccessKey): Payload {
  const hash = headers["x-amz-content-sha256"];
  if (hash === undefined) {
    throw new AwsError("InvalidRequest", "Missing required header for this request: x-amz-content-sha256");
  }
  if (hash === "UNSIGNED-PAYLOAD") return { body: bytes, headers };
  if (!hash.startsWith("STREAMING-")) {
    if (hash === createHash("sha256").update(bytes).digest("hex")) return { body: bytes, headers };
    const message = "The provided 'x-amz-content-sha256' header does not match what was computed.";
    throw new AwsError("XAmzContentSHA256Mismatch", message);
  }
  const signer = hash.startsWith("STREAMING-AWS4-HMAC-SHA256-PAYLOAD") ? signerOf(headers, key) : undefined;
  if (signer === undefined && hash !== "STREAMING-UNSIGNED-PAYLOAD-TRAILER") {
    throw new AwsError("NotImplemented", `The rehearsal's S3 takes no body that is signed by ${hash}.`);
  }
  const { bytes: body, trailers } = unchunk(bytes, signer);
  if (headers["x-amz-decoded-content-length"] !== String(body.length)) {
    const message =
      "You did not provide the number of bytes specified by the x-amz-decoded-content-length HTTP header.";
    throw new AwsError("IncompleteBody", message);
  }
  const announced = (headers["x-amz-trailer"] ?? "").split(",").map((name) => name.trim().toLowerCase());
  if (announced.some((name) => name !== "" && trailers[name] === undefined)) {
    throw new AwsError("MalformedTrailerError", "The request contained trailing data that was not well-formed.");
  }
  const taken = Object.fromEntries(Object.entries(trailers).filter(([name]) => announced.includes(name)));
  return { body, headers: { ...headers, ...taken } };
}

function signerOf(headers: Readonly<Record<string, string>>, { secretAccessKey }: AccessKey): ChunkSigner {
  const given = headers["authorization"] ?? "";
  const [, scope = ""] = /Credential=[^/]+\/([^,]+),/.exec(given) ?? [];
  const [, signature = ""] = /Signature=([0-9a-f]{64})/.exec(given) ?? [];
  return { secretAccessKey, date: headers["x-amz-date"] ?? "", scope, signature };
}
