/** @see https://docs.oracle.com/iaas/api/#/en/objectstorage/20160918/Object/ */
import { createHash } from "node:crypto";
import { buckets, objects } from "../../collections.ts";
import type { StoredObject } from "../../collections.ts";
import { invalidParameter, ServiceError } from "../../errors.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { timestamp } from "../../wire.ts";
import { needOneOf } from "../shared/refuse.ts";
import { bucketOf } from "./buckets.ts";
import { needConditions, notModified } from "./conditions.ts";

const LARGEST_PAGE = 1000;
const LARGEST_NAME_BYTES = 1024;
const FIELDS = ["name", "size", "etag", "md5", "timeCreated", "timeModified", "storageTier", "archivalState"];
/** Headers of an upload that every read gives back as they were. */
const KEPT_HEADERS = /^(content-(encoding|language|disposition)|cache-control|opc-meta-.+)$/;

function keyOf(call: Call): string {
  return `${bucketOf(call).name}/${call.params["objectName"]}`;
}

function put(call: Call): Reply {
  const key = keyOf(call);
  needConditions(call, objects.get(call.world, key) === undefined ? undefined : objects.etag(call.world, key));
  const object: StoredObject = {
    name: checkedName(call.params["objectName"] ?? ""),
    content: call.bytes.toString("base64"),
    contentType: call.headers["content-type"] ?? "application/octet-stream",
    md5: createHash("md5").update(call.bytes).digest("base64"),
    timeCreated: timestamp(call.now),
    headers: Object.fromEntries(
      Object.entries(call.headers).flatMap(([name, value]) =>
        KEPT_HEADERS.test(name) && value ? [[name, value]] : [],
      ),
    ),
  };
  const sent = call.headers["content-md5"];
  if (sent !== undefined && sent !== object.md5) {
    throw new ServiceError(400, "UnmatchedContentMD5", "The header Content-MD5 is not the digest of the body.");
  }
  objects.put(call, key, object);
  const headers = { "opc-content-md5": object.md5, "last-modified": new Date(call.now).toUTCString() };
  return { status: 200, etag: objects.etag(call.world, key), headers };
}

function checkedName(name: string): string {
  if (name === "" || Buffer.byteLength(name) > LARGEST_NAME_BYTES || /[\0\r\n]/.test(name)) {
    const message = `An object's name is 1 to ${LARGEST_NAME_BYTES} bytes long, without line ends and null characters.`;
    throw new ServiceError(400, "InvalidObjectName", message);
  }
  return name;
}

function need(call: Call): { key: string; object: StoredObject } {
  const key = keyOf(call);
  if (objects.get(call.world, key) === undefined) {
    throw new ServiceError(404, "ObjectNotFound", `The object ${call.params["objectName"]} is not in the bucket.`);
  }
  return { key, object: objects.need({ ...call, ifMatch: undefined }, key) };
}

function get(call: Call): Reply {
  if (bucketOf(call).storageTier === "Archive") {
    throw new ServiceError(409, "NotRestored", "The object lies in archive storage. Restore it before reading it.");
  }
  const bytes = Buffer.from(need(call).object.content, "base64");
  const whole = head(call);
  const { range } = call.headers;
  if (whole.status === 304 || range === undefined) {
    return whole.status === 304 ? whole : { ...whole, bytes };
  }
  const [from, to] = boundsOf(range, bytes.length);
  const headers = {
    ...whole.headers,
    "content-length": String(to - from + 1),
    "content-range": `bytes ${from}-${to}/${bytes.length}`,
  };
  return { ...whole, status: 206, headers, bytes: bytes.subarray(from, to + 1) };
}

/** First and last byte of `bytes=5-9`, `bytes=5-` or `bytes=-5` (the last five). @throws ServiceError 416 InvalidRange */
function boundsOf(range: string, size: number): [number, number] {
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(range.trim()) ?? [];
  const from = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if ((first === "" && last === "") || from > to) {
    throw new ServiceError(416, "InvalidRange", `There is no ${range} in an object of ${size} bytes.`);
  }
  return [from, to];
}

function head(call: Call): Reply {
  const { key, object } = need(call);
  const unchanged = notModified(call, objects.etag(call.world, key));
  if (unchanged !== undefined) {
    return unchanged;
  }
  const headers = {
    ...object.headers,
    "content-length": String(Buffer.byteLength(object.content, "base64")),
    "content-type": object.contentType,
    "content-md5": object.md5,
    "last-modified": new Date(object.timeCreated).toUTCString(),
  };
  return { status: 200, etag: objects.etag(call.world, key), headers };
}

function remove(call: Call): Reply {
  const { key } = need(call);
  needConditions(call, objects.etag(call.world, key));
  objects.remove(call.world, key);
  return { status: 204, headers: { "last-modified": new Date(call.now).toUTCString() } };
}

/** Names in order; with a delimiter, what lies below it is only named by its prefix. */
function list(call: Call): Reply {
  const bucket = bucketOf(call).name;
  const { prefix = "", start = "", end, startAfter, delimiter, fields = "" } = call.query;
  const limit = limitOf(call);
  if (delimiter !== undefined && delimiter !== "/") {
    throw invalidParameter("delimiter must be /.");
  }
  fields.split(",").forEach((field) => field !== "" && needOneOf("fields", field, FIELDS));
  const names = Object.keys(call.world.collections[objects.name] ?? {})
    .filter((key) => key.startsWith(`${bucket}/`))
    .map((key) => key.slice(bucket.length + 1))
    .filter((name) => name.startsWith(prefix) && name >= start && (end === undefined || name < end))
    .filter((name) => startAfter === undefined || name > startAfter)
    .sort();
  const folderOf = (name: string) => {
    const cut = delimiter === undefined ? -1 : name.indexOf(delimiter, prefix.length);
    return cut < 0 ? undefined : name.slice(0, cut + 1);
  };
  const page = names.slice(0, limit);
  const next = names[page.length];
  const shown = page
    .filter((name) => folderOf(name) === undefined)
    .map((name) => summaryOf(call, bucket, name, fields));
  const prefixes = [...new Set(page.flatMap((name) => folderOf(name) ?? []))];
  return { body: { objects: shown, prefixes, ...(next !== undefined && { nextStartWith: next }) } };
}

function limitOf(call: Call): number {
  const limit = Number(call.query["limit"] ?? LARGEST_PAGE);
  if (!Number.isInteger(limit) || limit < 1 || limit > LARGEST_PAGE) {
    const message = `limit must be a whole number from 1 to ${LARGEST_PAGE}, not ${call.query["limit"]}.`;
    throw new ServiceError(400, "InvalidLimit", message);
  }
  return limit;
}

function summaryOf(call: Call, bucket: string, name: string, fields: string): object {
  const key = `${bucket}/${name}`;
  const object = objects.get(call.world, key);
  const storageTier = buckets.get(call.world, bucket)?.storageTier ?? "Standard";
  const all = {
    size: Buffer.byteLength(object?.content ?? "", "base64"),
    md5: object?.md5,
    timeCreated: object?.timeCreated,
    timeModified: object?.timeCreated,
    etag: objects.etag(call.world, key),
    storageTier,
    ...(storageTier === "Archive" && { archivalState: "Archived" }),
  };
  const wanted = new Set(fields.split(","));
  return { name, ...Object.fromEntries(Object.entries(all).filter(([field]) => wanted.has(field))) };
}

const ALL = "/n/{namespaceName}/b/{bucketName}/o";
const ONE = `${ALL}/{objectName}`;

export const objectRoutes: readonly Route[] = [
  { operation: "objectstorage/ListObjects", method: "GET", path: ALL, handle: list },
  { operation: "objectstorage/PutObject", method: "PUT", path: ONE, handle: put },
  { operation: "objectstorage/GetObject", method: "GET", path: ONE, handle: get },
  { operation: "objectstorage/HeadObject", method: "HEAD", path: ONE, handle: head },
  { operation: "objectstorage/DeleteObject", method: "DELETE", path: ONE, handle: remove },
];
