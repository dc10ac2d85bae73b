/**
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
 */
import { AwsError } from "../../errors.ts";
import type { Content, Version } from "../../services/s3/contents.ts";
import { bucketOf } from "../call.ts";
import type { Answer, Call, ObjectOperation } from "../call.ts";
import { checkRead } from "../conditions.ts";
import { needContent, versionHeaders, versionOf } from "../content.ts";

export const getObject: ObjectOperation = { name: "GetObject", method: "GET", on: "object", run: get };

/** The same answer without the body, which Node leaves out of an answer to HEAD. */
export const headObject: ObjectOperation = { name: "HeadObject", method: "HEAD", on: "object", run: get };

async function get(call: Call): Promise<Answer> {
  const { content, version, headers } = look(call);
  const bytes = await call.bodies.read(content.body);
  // Somebody has overwritten it between the look and the reading: then there is another body.
  if (bytes === undefined) return get(call);
  const range = rangeOf(call.headers["range"], content);
  const whole = range === undefined;
  const { from, to } = range ?? { from: 0, to: content.size - 1 };
  return {
    status: whole ? 200 : 206,
    headers: {
      ...headers,
      ...content.headers,
      ...overrides(call),
      ...(whole && call.headers["x-amz-checksum-mode"] === "ENABLED" && checksums(content)),
      "accept-ranges": "bytes",
      etag: `"${content.etag}"`,
      "last-modified": new Date(version.at).toUTCString(),
      ...(!whole && { "content-range": `bytes ${from}-${to}/${content.size}` }),
      "content-length": String(to - from + 1),
    },
    body: bytes.subarray(from, to + 1),
  };
}

interface Found {
  readonly version: Version;
  readonly content: Content;
  readonly headers: Readonly<Record<string, string>>;
}

/** @throws AwsError */
function look(call: Call): Found {
  const bucket = bucketOf(call);
  permitRead(call);
  const version = versionOf(call);
  const content = needContent(version);
  checkRead(call.headers, version, content);
  return { version, content, headers: versionHeaders(version, bucket, call) };
}

/** Who may not list the bucket is not told that a key is missing. */
function permitRead(call: Call): void {
  const { bucket, key, query } = call;
  const isVersion = query.has("versionId");
  call.permit(isVersion ? "s3:GetObjectVersion" : "s3:GetObject", { bucket, key });
  try {
    versionOf(call);
  } catch (error) {
    if (error instanceof AwsError && error.code === "NoSuchKey") call.permit("s3:ListBucket", { bucket });
  }
}

function checksums({ checksums: sums }: Content): Record<string, string> {
  return { ...sums, "x-amz-checksum-type": "FULL_OBJECT" };
}

/** `response-content-type` and the like: the caller says what the answer's header is to be. */
function overrides({ query }: Call): Record<string, string> {
  const asked = [...query].filter(([name]) => /^response-(cache-control|content-\w+|expires)$/.test(name));
  return Object.fromEntries(asked.map(([name, value]) => [name.replace("response-", ""), value]));
}

/**
 * `bytes=0-9`, `bytes=10-`, `bytes=-5`; undefined for the whole. Several ranges S3 doesn't know, and gives the whole.
 * @throws AwsError InvalidRange
 */
function rangeOf(header: string | undefined, { size }: Content): { from: number; to: number } | undefined {
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (first === "" && last === "") return undefined;
  const from = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (from <= to) return { from, to };
  throw new AwsError("InvalidRange", "The requested range is not satisfiable");
}
