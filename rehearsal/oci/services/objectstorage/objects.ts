/** @see https://docs.oracle.com/iaas/api/#/en/objectstorage/20160918/Object/ */
import { createHash } from "node:crypto";
import { objects } from "../../collections.ts";
import type { StoredObject } from "../../collections.ts";
import { invalidParameter, ServiceError } from "../../errors.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { timestamp } from "../../wire.ts";
import { bucketOf } from "./buckets.ts";

const LARGEST_PAGE = 1000;

function keyOf(call: Call): string {
  return `${bucketOf({ ...call, ifMatch: undefined }).name}/${call.params["objectName"]}`;
}

function put(call: Call): Reply {
  const key = keyOf(call);
  if (call.headers["if-none-match"] === "*" && objects.get(call.world, key) !== undefined) {
    throw new ServiceError(412, "IfNoneMatchFailed", "The object exists already.");
  }
  if (call.ifMatch !== undefined) {
    objects.need(call, key);
  }
  const object: StoredObject = {
    name: call.params["objectName"] ?? "",
    content: call.bytes.toString("base64"),
    contentType: call.headers["content-type"] ?? "application/octet-stream",
    md5: createHash("md5").update(call.bytes).digest("base64"),
    timeCreated: timestamp(call.now),
  };
  const sent = call.headers["content-md5"];
  if (sent !== undefined && sent !== object.md5) {
    throw new ServiceError(400, "UnmatchedContentMD5", "The header Content-MD5 is not the digest of the body.");
  }
  objects.put(call, key, object);
  const headers = { "opc-content-md5": object.md5, "last-modified": new Date(call.now).toUTCString() };
  return { status: 200, etag: objects.etag(call.world, key), headers };
}

function need(call: Call): { key: string; object: StoredObject } {
  const key = keyOf(call);
  if (objects.get(call.world, key) === undefined) {
    throw new ServiceError(404, "ObjectNotFound", `The object ${call.params["objectName"]} is not in the bucket.`);
  }
  return { key, object: objects.need(call, key) };
}

function get(call: Call): Reply {
  const { object } = need(call);
  return { ...head(call), bytes: Buffer.from(object.content, "base64") };
}

function head(call: Call): Reply {
  const { key, object } = need(call);
  const headers = {
    "content-type": object.contentType,
    "content-md5": object.md5,
    "last-modified": new Date(object.timeCreated).toUTCString(),
  };
  return { status: 200, etag: objects.etag(call.world, key), headers };
}

function remove(call: Call): Reply {
  const { key } = need(call);
  objects.remove(call.world, key);
  return { status: 204 };
}

/** Names in order; with a delimiter, what lies below it is only named by its prefix. */
function list(call: Call): Reply {
  const bucket = bucketOf(call).name;
  const { prefix = "", start = "", end, startAfter, delimiter, fields = "", limit = String(LARGEST_PAGE) } = call.query;
  if (delimiter !== undefined && delimiter !== "/") {
    throw invalidParameter("delimiter must be /.");
  }
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
  const page = names.slice(0, Number(limit));
  const next = names[page.length];
  const shown = page.filter((name) => folderOf(name) === undefined).map((name) => summaryOf(call, bucket, name, fields));
  const prefixes = [...new Set(page.flatMap((name) => folderOf(name) ?? []))];
  return { body: { objects: shown, prefixes, ...(next !== undefined && { nextStartWith: next }) } };
}

function summaryOf(call: Call, bucket: string, name: string, fields: string): object {
  const key = `${bucket}/${name}`;
  const object = objects.get(call.world, key);
  const all = {
    size: Buffer.byteLength(object?.content ?? "", "base64"),
    md5: object?.md5,
    timeCreated: object?.timeCreated,
    timeModified: object?.timeCreated,
    etag: objects.etag(call.world, key),
    storageTier: "Standard",
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
