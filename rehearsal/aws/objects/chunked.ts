/**
 * A body that comes in chunks, as SDKs send one whose hash they don't know when they begin: `aws-chunked`. Its checksum
 * trails it; each chunk may be signed, with the signature of the one before it.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
import { createHash, createHmac } from "node:crypto";
import { AwsError } from "../errors.ts";

export interface ChunkSigner {
  readonly secretAccessKey: string;
  /** `20260105T090000Z` */
  readonly date: string;
  /** `20260105/eu-west-1/s3/aws4_request` */
  readonly scope: string;
  /** Of the request's headers: the first chunk's signature follows it. */
  readonly signature: string;
}

export interface Unchunked {
  readonly bytes: Buffer;
  /** Headers that came after the body, by lower-case name. */
  readonly trailers: Readonly<Record<string, string>>;
}

/**
 * @param signer undefined where chunks are not signed
 * @throws AwsError IncompleteBody, SignatureDoesNotMatch
 */
export function unchunk(encoded: Buffer, signer: ChunkSigner | undefined): Unchunked {
  const chunks: Buffer[] = [];
  let previous = signer?.signature ?? "";
  for (let at = 0; ;) {
    const [line, start] = lineAt(encoded, at);
    const [, size = "", signature = ""] = /^([0-9a-f]{1,8})(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(line) ?? [];
    if (size === "") throw incomplete();
    const end = start + Number.parseInt(size, 16);
    const chunk = encoded.subarray(start, end);
    if (signer !== undefined) previous = signed(chunk, signature, previous, signer);
    if (end === start) {
      const trailers = trailersAt(encoded, start);
      if (signer !== undefined && Object.keys(trailers).length > 0) checkTrailers(trailers, previous, signer);
      return { bytes: Buffer.concat(chunks), trailers };
    }
    if (encoded.toString("latin1", end, end + 2) !== "\r\n") throw incomplete();
    chunks.push(chunk);
    at = end + 2;
  }
}

const incomplete = () =>
  new AwsError("IncompleteBody", "You did not provide the number of bytes specified by the chunks of the body.");

/** The line that begins there, and where the next one does. */
function lineAt(encoded: Buffer, at: number): [string, number] {
  const end = encoded.indexOf("\r\n", at);
  if (end < 0) throw incomplete();
  return [encoded.toString("latin1", at, end), end + 2];
}

function trailersAt(encoded: Buffer, start: number): Record<string, string> {
  const lines = encoded.toString("latin1", start).split("\r\n");
  const pairs = lines.flatMap((line) => {
    const [, name = "", value = ""] = /^([\w-]+):(.*)$/.exec(line) ?? [];
    return name === "" ? [] : [[name.toLowerCase(), value.trim()] as const];
  });
  return Object.fromEntries(pairs);
}

function signed(chunk: Buffer, given: string, previous: string, signer: ChunkSigner): string {
  return agreed(
    given,
    ["AWS4-HMAC-SHA256-PAYLOAD", signer.date, signer.scope, previous, sha256(""), sha256(chunk)],
    signer,
  );
}

function checkTrailers(trailers: Readonly<Record<string, string>>, previous: string, signer: ChunkSigner): void {
  const { "x-amz-trailer-signature": given = "", ...plain } = trailers;
  const text = Object.entries(plain)
    .map(([name, value]) => `${name}:${value}\n`)
    .join("");
  agreed(given, ["AWS4-HMAC-SHA256-TRAILER", signer.date, signer.scope, previous, sha256(text)], signer);
}

function agreed(given: string, lines: readonly string[], { secretAccessKey, scope }: ChunkSigner): string {
  const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
  const key = scope.split("/").reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  const computed = hmac(key, lines.join("\n")).toString("hex");
  if (given === computed) return computed;
  throw new AwsError(
    "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
  );
}

const sha256 = (data: string | Buffer): string => createHash("sha256").update(data).digest("hex");
