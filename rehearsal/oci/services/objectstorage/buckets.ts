/** @see https://docs.oracle.com/iaas/api/#/en/objectstorage/20160918/Bucket/ */
import type { Bucket, CreateBucketDetails, UpdateBucketDetails } from "oci-objectstorage/lib/model/index.js";
import { buckets, objects } from "../../collections.ts";
import { invalidParameter, ServiceError } from "../../errors.ts";
import { freshOcid } from "../../moment.ts";
import type { Moment } from "../../moment.ts";
import { bodyOf, filtered } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { NAMESPACE, REGION, USER_ID } from "../../tenancy.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";
import { needCompartment } from "../shared/compartment.ts";
import { picked } from "../shared/picked.ts";
import { needNamespace } from "./namespace.ts";

const NAME = /^[\w.-]{1,256}$/;
const SUMMARY = ["namespace", "name", "compartmentId", "createdBy", "timeCreated", "etag", "freeformTags", "definedTags"] as const;

function create(call: Call): Reply {
  needNamespace(call);
  const details = bodyOf<Wire<CreateBucketDetails>>(call);
  needCompartment(call.world, details.compartmentId);
  if (!NAME.test(details.name)) {
    throw invalidParameter(`name must be 1 to 256 letters, digits, - _ and ., not ${details.name}.`);
  }
  if (buckets.get(call.world, details.name) !== undefined) {
    throw new ServiceError(409, "BucketAlreadyExists", `The namespace has a bucket ${details.name} already.`);
  }
  buckets.put(call, details.name, {
    id: freshOcid(call, "bucket", REGION),
    namespace: NAMESPACE,
    name: details.name,
    compartmentId: details.compartmentId,
    metadata: details.metadata ?? {},
    createdBy: USER_ID,
    timeCreated: timestamp(call.now),
    etag: "",
    publicAccessType: details.publicAccessType ?? "NoPublicAccess",
    storageTier: details.storageTier ?? "Standard",
    objectEventsEnabled: details.objectEventsEnabled ?? false,
    versioning: details.versioning ?? "Disabled",
    autoTiering: details.autoTiering ?? "Disabled",
    ...(details.kmsKeyId !== undefined && { kmsKeyId: details.kmsKeyId }),
    replicationEnabled: false,
    isReadOnly: false,
    freeformTags: details.freeformTags ?? {},
    definedTags: details.definedTags ?? {},
  });
  return reply(call, details.name);
}

/** A bucket's etag stands in its body too; its counts are given where they are asked for. */
function shown(moment: Moment, name: string, withCounts: boolean): Wire<Bucket> {
  const bucket = buckets.need(moment, name);
  const sizes = objectsOf(moment, name).map((object) => Buffer.byteLength(object.content, "base64"));
  const counts = { approximateCount: sizes.length, approximateSize: sizes.reduce((sum, size) => sum + size, 0) };
  return { ...bucket, etag: buckets.etag(moment.world, name), ...(withCounts && counts) };
}

function objectsOf(moment: Moment, bucket: string) {
  const names = Object.keys(moment.world.collections[objects.name] ?? {}).filter((key) => key.startsWith(`${bucket}/`));
  return names.flatMap((key) => objects.get(moment.world, key) ?? []);
}

function reply(call: Call, name: string): Reply {
  const withCounts = /approximate(Count|Size)/.test(call.query["fields"] ?? "");
  return { body: shown(call, name, withCounts), etag: buckets.etag(call.world, name) };
}

/** The bucket that a request is about. @throws ServiceError 404 BucketNotFound */
export function bucketOf(call: Call): Wire<Bucket> {
  needNamespace(call);
  const name = call.params["bucketName"] ?? "";
  if (buckets.get(call.world, name) === undefined) {
    throw new ServiceError(404, "BucketNotFound", `Either the bucket named ${name} does not exist or you are not authorized.`);
  }
  return buckets.need(call, name);
}

function list(call: Call): Reply {
  needNamespace(call);
  const found = filtered(buckets.list(call.world), { compartmentId: call.query["compartmentId"] });
  return { body: found.map((bucket) => picked(shown(call, bucket.name, false), SUMMARY)) };
}

function update(call: Call): Reply {
  const bucket = bucketOf(call);
  const { name = bucket.name, namespace: _namespace, ...details } = bodyOf<Wire<UpdateBucketDetails>>(call);
  if (name !== bucket.name) {
    throw invalidParameter("name can't change while the rehearsal keeps objects by their bucket's name.");
  }
  if (details.compartmentId !== undefined) {
    needCompartment(call.world, details.compartmentId);
  }
  if (details.versioning === "Disabled" && bucket.versioning !== "Disabled") {
    throw invalidParameter("versioning can be suspended, but not disabled once it was enabled.");
  }
  buckets.change(call, name, details);
  return reply(call, name);
}

function remove(call: Call): Reply {
  const { name } = bucketOf(call);
  if (objectsOf(call, name).length > 0) {
    throw new ServiceError(409, "BucketNotEmpty", `The bucket ${name} is not empty. Delete its objects first.`);
  }
  buckets.remove(call.world, name);
  return { status: 204 };
}

const ALL = "/n/{namespaceName}/b";
const ONE = `${ALL}/{bucketName}`;

export const bucketRoutes: readonly Route[] = [
  { operation: "objectstorage/CreateBucket", method: "POST", path: ALL, handle: create },
  { operation: "objectstorage/ListBuckets", method: "GET", path: ALL, handle: list },
  { operation: "objectstorage/GetBucket", method: "GET", path: ONE, handle: (call) => reply(call, bucketOf(call).name) },
  {
    operation: "objectstorage/HeadBucket",
    method: "HEAD",
    path: ONE,
    handle: (call) => ({ status: 200, etag: buckets.etag(call.world, bucketOf(call).name) }),
  },
  { operation: "objectstorage/UpdateBucket", method: "POST", path: ONE, handle: update },
  { operation: "objectstorage/DeleteBucket", method: "DELETE", path: ONE, handle: remove },
];
