/**
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
 */
import { AwsError } from "../../errors.ts";
import type { Kept, Version } from "../../services/s3/contents.ts";
import { current, keptIn } from "../../services/s3/contents.ts";
import { bucketOf, isoTime, numberOf } from "../call.ts";
import type { Call, ObjectOperation } from "../call.ts";
import { document } from "../xml.ts";
import type { Xml } from "../xml.ts";

const PAGE = { from: 0, to: 1000, otherwise: 1000 };

export const listObjectsV2: ObjectOperation = {
  name: "ListObjectsV2",
  method: "GET",
  on: "bucket",
  subresource: "list-type",
  run(call) {
    if (call.query.get("list-type") !== "2") throw new AwsError("InvalidArgument", "Invalid List Type");
    const token = call.query.get("continuation-token");
    const after = token === null ? (call.query.get("start-after") ?? "") : fromToken(token);
    const page = pageOf(call, "s3:ListBucket", after, (kept) => (current(kept) === undefined ? [] : [kept]));
    const body = document("ListBucketResult", {
      ...shared(call, page),
      KeyCount: page.items.length + page.prefixes.length,
      ContinuationToken: token ?? undefined,
      NextContinuationToken: page.next === undefined ? undefined : Buffer.from(page.next).toString("base64url"),
      StartAfter: page.shown(call.query.get("start-after")),
      Contents: page.items.map((kept) => ({ Key: page.shown(kept.key), ...facts(current(kept)) })),
    });
    return { body };
  },
};

export const listObjectVersions: ObjectOperation = {
  name: "ListObjectVersions",
  method: "GET",
  on: "bucket",
  subresource: "versions",
  run(call) {
    const page = pageOf(call, "s3:ListBucketVersions", call.query.get("key-marker") ?? "", (kept) => [kept]);
    const versions = page.items.flatMap((kept) =>
      [...kept.versions].reverse().map((version, index) => ({ version, key: kept.key, IsLatest: index === 0 })),
    );
    const told = (isMarker: boolean) =>
      versions
        .filter(({ version }) => (version.isDeleteMarker ?? false) === isMarker)
        .map(({ version, key, IsLatest }) => ({
          Key: page.shown(key),
          VersionId: version.versionId,
          IsLatest,
          ...(isMarker ? { LastModified: isoTime(version.at) } : facts(version)),
        }));
    const body = document("ListVersionsResult", {
      ...shared(call, page),
      KeyMarker: page.shown(call.query.get("key-marker") ?? ""),
      NextKeyMarker: page.shown(page.next ?? null),
      Version: told(false),
      DeleteMarker: told(true),
    });
    return { body };
  },
};

interface Page {
  readonly items: readonly Kept[];
  readonly prefixes: readonly string[];
  /** The key or prefix after which the next page begins; undefined on the last one. */
  readonly next: string | undefined;
  readonly size: number;
  /** A key as the caller wants it written. */
  readonly shown: (key: string | null) => string | undefined;
}

/** Keys come in the order of their bytes; those that share a prefix up to the delimiter come as that prefix, once. */
function pageOf(call: Call, action: string, after: string, seen: (kept: Kept) => readonly Kept[]): Page {
  const { query, cloud } = call;
  const bucket = bucketOf(call);
  const prefix = query.get("prefix") ?? "";
  const delimiter = query.get("delimiter") ?? "";
  const size = numberOf(call, "max-keys", PAGE);
  call.permit(action, { bucket: bucket.id }, contextOf(prefix, delimiter, size));
  const lines = keptIn(bucket.id, cloud)
    .flatMap(seen)
    .filter(({ key }) => key.startsWith(prefix))
    .sort((one, other) => byBytes(one.key, other.key));
  const entries = new Map<string, Kept | undefined>();
  for (const kept of lines) {
    const cut = delimiter === "" ? -1 : kept.key.indexOf(delimiter, prefix.length);
    const name = cut < 0 ? kept.key : kept.key.slice(0, cut + delimiter.length);
    if (byBytes(name, after) > 0) entries.set(name, cut < 0 ? kept : undefined);
  }
  const page = [...entries].slice(0, size);
  const isUrl = query.get("encoding-type") === "url";
  return {
    items: page.flatMap(([, kept]) => kept ?? []),
    prefixes: page.flatMap(([name, kept]) => (kept === undefined ? [name] : [])),
    next: entries.size > page.length ? page.at(-1)?.[0] : undefined,
    size,
    shown: (key) => (key === null ? undefined : isUrl ? encodeURIComponent(key).replaceAll("%2F", "/") : key),
  };
}

function contextOf(prefix: string, delimiter: string, size: number): Record<string, string> {
  return { "s3:prefix": prefix, "s3:max-keys": String(size), ...(delimiter !== "" && { "s3:delimiter": delimiter }) };
}

function shared({ bucket, query }: Call, { shown, size, next, prefixes }: Page): Record<string, Xml> {
  return {
    Name: bucket,
    Prefix: shown(query.get("prefix") ?? ""),
    Delimiter: shown(query.get("delimiter")),
    MaxKeys: size,
    EncodingType: query.get("encoding-type") ?? undefined,
    IsTruncated: next !== undefined,
    CommonPrefixes: prefixes.map((prefix) => ({ Prefix: shown(prefix) })),
  };
}

function facts(version: Version | undefined): Record<string, Xml> {
  const { content, at = 0 } = version ?? {};
  return {
    LastModified: isoTime(at),
    ETag: content === undefined ? undefined : `"${content.etag}"`,
    Size: content?.size ?? 0,
    StorageClass: "STANDARD",
  };
}

const byBytes = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));

function fromToken(token: string): string {
  const text = Buffer.from(token, "base64url").toString("utf8");
  if (text !== "") return text;
  throw new AwsError("InvalidArgument", "The continuation token provided is incorrect");
}
