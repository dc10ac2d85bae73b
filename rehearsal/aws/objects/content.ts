/** What comes with an object's body, is kept with it, and goes out with it again. */
import { checksumOf, md5 } from "./checksums.ts";
import type { Call } from "./call.ts";
import { AwsError } from "../errors.ts";
import type { Resource } from "../resource.ts";
import type { Content, Version } from "../services/s3/contents.ts";
import { current, keptAt, NO_VERSION } from "../services/s3/contents.ts";
import { encryptionOf } from "./encryption.ts";

const KEPT = [
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "content-type",
  "expires",
];

/** S3 takes 2 KB of it. */
const METADATA_LIMIT = 2048;

/** What the client says of the object. @throws AwsError MetadataTooLarge */
export function headersToKeep(headers: Readonly<Record<string, string>>): Record<string, string> {
  const metadata = Object.entries(headers).filter(([name]) => name.startsWith("x-amz-meta-"));
  const size = metadata.reduce((sum, [name, value]) => sum + name.length - "x-amz-meta-".length + value.length, 0);
  if (size > METADATA_LIMIT) {
    throw new AwsError("MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size");
  }
  const plain = KEPT.flatMap((name) => {
    const value = name === "content-encoding" ? withoutChunks(headers[name] ?? "") : headers[name];
    return value === undefined || value === "" ? [] : [[name, value] as const];
  });
  return { "content-type": "binary/octet-stream", ...Object.fromEntries([...plain, ...metadata]) };
}

/** How the body was sent is over; how the object itself is encoded stays. */
function withoutChunks(encoding: string): string {
  const encodings = encoding.split(",").map((one) => one.trim());
  return encodings.filter((one) => one !== "aws-chunked").join(",");
}

/** @throws AwsError BadDigest and the like */
export function contentOf(call: Call, body: string): Content {
  return {
    body,
    size: call.body.length,
    etag: md5(call.body),
    headers: headersToKeep(call.headers),
    checksums: checksumOf(call.body, call.headers),
  };
}

/** The version that the request asks for: the present one, or that of `versionId`. @throws AwsError */
export function versionOf({ bucket, key, query, cloud }: Call): Version {
  const kept = keptAt(bucket, key, cloud);
  const id = query.get("versionId");
  if (id === null) {
    const version = kept === undefined ? undefined : current(kept);
    if (version === undefined) throw new AwsError("NoSuchKey", "The specified key does not exist.");
    return version;
  }
  const version = kept?.versions.find((one) => one.versionId === id);
  if (version === undefined) throw new AwsError("NoSuchVersion", "The specified version does not exist.");
  if (version.isDeleteMarker === true) {
    throw new AwsError("MethodNotAllowed", "The specified method is not allowed against this resource.");
  }
  return version;
}

/** @throws AwsError where the world has no body of it */
export function needContent({ content }: Version): Content {
  if (content !== undefined) return content;
  throw new AwsError(
    "NotImplemented",
    "The rehearsal knows that this object is there and keeps no body of it: a program declared it, or a service wrote it.",
  );
}

/** What every answer about a version says. */
export function versionHeaders(version: Version, bucket: Resource, call: Call): Record<string, string> {
  return {
    ...(version.versionId !== NO_VERSION && { "x-amz-version-id": version.versionId }),
    ...encryptionOf(bucket, call.cloud).headers,
  };
}
