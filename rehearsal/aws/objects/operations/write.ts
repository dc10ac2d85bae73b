/**
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
 */
import { AwsError } from "../../errors.ts";
import type { Content } from "../../services/s3/contents.ts";
import { bucketOf, isoTime } from "../call.ts";
import type { Call, ObjectOperation } from "../call.ts";
import { md5 } from "../checksums.ts";
import { contentOf, headersToKeep, needContent, versionHeaders, versionOf } from "../content.ts";
import { keep, permitWrite } from "../keep.ts";
import { document } from "../xml.ts";

export const putObject: ObjectOperation = {
  name: "PutObject",
  method: "PUT",
  on: "object",
  async run(call) {
    const bucket = bucketOf(call);
    permitWrite(call);
    const content = contentOf(call, call.cloud.hex(32));
    const { version, dropped } = await keep(call, content, call.body);
    const headers = { ...versionHeaders(version, bucket, call), ...content.checksums, etag: `"${content.etag}"` };
    return { headers: { ...headers, "x-amz-checksum-type": "FULL_OBJECT" }, isChanged: true, dropped };
  },
};

export const copyObject: ObjectOperation = {
  name: "CopyObject",
  method: "PUT",
  on: "object",
  header: "x-amz-copy-source",
  async run(call) {
    const bucket = bucketOf(call);
    const { content: given, bytes } = await sourceOf(call);
    permitWrite(call);
    const isReplaced = call.headers["x-amz-metadata-directive"] === "REPLACE";
    const headers = isReplaced ? headersToKeep(call.headers) : given.headers;
    const content: Content = { ...given, headers, body: call.cloud.hex(32), etag: md5(bytes) };
    const { version, dropped } = await keep(call, content, bytes);
    const result = { LastModified: isoTime(version.at), ETag: `"${content.etag}"` };
    const body = document("CopyObjectResult", result);
    return { headers: versionHeaders(version, bucket, call), body, isChanged: true, dropped };
  },
};

/** What a copy is made of: `bucket/key?versionId=...`, each part escaped or not. @throws AwsError */
async function sourceOf(call: Call): Promise<{ content: Content; bytes: Buffer }> {
  const [path = "", search = ""] = (call.headers["x-amz-copy-source"] ?? "").split(/\?(?=versionId=)/);
  const [, bucket = "", key = ""] = /^\/?([^/]+)\/(.+)$/s.exec(decoded(path)) ?? [];
  if (key === "")
    throw new AwsError("InvalidArgument", "Copy Source must mention the source bucket and key: sourcebucket/sourcekey");
  const source: Call = { ...call, bucket, key, query: new URLSearchParams(search) };
  bucketOf(source);
  call.permit(source.query.has("versionId") ? "s3:GetObjectVersion" : "s3:GetObject", { bucket, key });
  const content = needContent(versionOf(source));
  const bytes = await call.bodies.read(content.body);
  return bytes === undefined ? sourceOf(call) : { content, bytes };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new AwsError("InvalidArgument", "Copy Source must be URL-encoded");
  }
}
