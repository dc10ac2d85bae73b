/** @see https://docs.oracle.com/iaas/api/#/en/objectstorage/20160918/Bucket/ */
import type { Key } from "oci-keymanagement/lib/model/index.js";
import type { Bucket, CreateBucketDetails, UpdateBucketDetails } from "oci-objectstorage/lib/model/index.js";
import { buckets, keys, objects } from "../../collections.ts";
import { invalidParameter, ServiceError } from "../../errors.ts";
import { freshOcid } from "../../moment.ts";
import type { Moment } from "../../moment.ts";
import { bodyOf, filtered } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { NAMESPACE, REGION, USER_ID } from "../../tenancy.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";
import { serviceMay } from "../identity/access.ts";
import type { AccessRequest } from "../identity/access.ts";
import { needCompartment } from "../shared/compartment.ts";
import { picked } from "../shared/picked.ts";
import { needOneOf } from "../shared/refuse.ts";
import { needConditions, notModified } from "./conditions.ts";
import { needNamespace } from "./namespace.ts";

const NAME = /^[\w.-]{1,256}$/;
const METADATA_BYTES = 4096;
const SUMMARY = ["namespace", "name", "compartmentId", "createdBy", "timeCreated", "etag"] as const;
const TAGS = ["freeformTags", "definedTags"] as const;

function create(call: Call): Reply {
  needNamespace(call);
  const details = bodyOf<Wire<CreateBucketDetails>>(call);
  needCompartment(call.world, details.compartmentId);
  if (!NAME.test(details.name)) {
    const message = `name must be 1 to 256 letters, digits, - _ and ., not ${details.name}.`;
    throw new ServiceError(400, "InvalidBucketName", message);
  }
  check(call, details);
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
    isBucketKeyEnabled: details.isBucketKeyEnabled ?? false,
    ...(details.bucketScope !== undefined && { bucketScope: details.bucketScope }),
    ...(details.kmsKeyId && { kmsKeyId: details.kmsKeyId }),
    replicationEnabled: false,
    isReadOnly: false,
    freeformTags: details.freeformTags ?? {},
    definedTags: details.definedTags ?? {},
  });
  return { ...reply(call, details.name), headers: { location: `/n/${NAMESPACE}/b/${details.name}` } };
}

/** What a new bucket and a changed one both refuse. */
function check(call: Call, details: Wire<CreateBucketDetails> | Wire<UpdateBucketDetails>): void {
  const { kmsKeyId, metadata = {}, autoTiering = "Disabled", bucketScope = "NAMESPACE" } = details;
  if (Buffer.byteLength(JSON.stringify(metadata)) > METADATA_BYTES) {
    throw new ServiceError(400, "MetadataTooLarge", `metadata must not be longer than ${METADATA_BYTES} bytes.`);
  }
  needOneOf("autoTiering", autoTiering, ["Disabled", "InfrequentAccess"]);
  needOneOf("bucketScope", bucketScope, ["NAMESPACE", "REGION"]);
  if (kmsKeyId === undefined || kmsKeyId === "") {
    return;
  }
  const key = keys.get(call.world, kmsKeyId);
  if (key === undefined || !serviceMay(call, `objectstorage-${REGION}`, useOf(key))) {
    const message = `There is no key ${kmsKeyId} that Object Storage may use for the bucket.`;
    throw new ServiceError(404, "NotAuthorizedOrFoundKmsKey", message);
  }
  if (key.lifecycleState !== "ENABLED") {
    throw new ServiceError(409, "KmsKeyDisabled", `The key ${kmsKeyId} is ${key.lifecycleState}, not ENABLED.`);
  }
}

/**
 * Object Storage calls Vault as a service of its region's, which a policy must let use the key.
 * @see https://docs.oracle.com/en-us/iaas/Content/Identity/Reference/objectstoragepolicyreference.htm
 */
function useOf({ id, compartmentId }: Wire<Key>): AccessRequest {
  return { verb: "use", resource: "keys", compartmentId, target: { "target.key.id": id } };
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
  const withCounts = fieldsOf(call, ["approximateCount", "approximateSize", "autoTiering"]).some((one) =>
    one.startsWith("app"),
  );
  return { body: shown(call, name, withCounts), etag: buckets.etag(call.world, name) };
}

/** The names in `fields`. @throws ServiceError 400 where one of them is no such field */
function fieldsOf(call: Call, known: readonly string[]): string[] {
  const fields = (call.query["fields"] ?? "").split(",").filter((field) => field !== "");
  fields.forEach((field) => needOneOf("fields", field, known));
  return fields;
}

/** The bucket that a request is about. @throws ServiceError 404 BucketNotFound */
export function bucketOf(call: Call): Wire<Bucket> {
  needNamespace(call);
  const name = call.params["bucketName"] ?? "";
  if (buckets.get(call.world, name) === undefined) {
    throw new ServiceError(
      404,
      "BucketNotFound",
      `Either the bucket named ${name} does not exist or you are not authorized.`,
    );
  }
  return buckets.need({ ...call, ifMatch: undefined }, name);
}

function get(call: Call): Reply {
  const { name } = bucketOf(call);
  return notModified(call, buckets.etag(call.world, name)) ?? reply(call, name);
}

function head(call: Call): Reply {
  const etag = buckets.etag(call.world, bucketOf(call).name);
  return notModified(call, etag) ?? { status: 200, etag };
}

function list(call: Call): Reply {
  needNamespace(call);
  const { compartmentId = "" } = call.query;
  needCompartment(call.world, compartmentId);
  const shownFields = [...SUMMARY, ...(fieldsOf(call, ["tags"]).length > 0 ? TAGS : [])];
  const found = filtered(buckets.list(call.world), { compartmentId });
  found.sort((one, other) => (one.name < other.name ? -1 : 1));
  return { body: found.map((bucket) => picked(shown(call, bucket.name, false), shownFields)) };
}

function update(call: Call): Reply {
  const bucket = bucketOf(call);
  needConditions(call, buckets.etag(call.world, bucket.name));
  const details = bodyOf<Wire<UpdateBucketDetails>>(call);
  const { name = bucket.name, namespace = NAMESPACE } = details;
  if (name !== bucket.name || namespace !== NAMESPACE) {
    throw invalidParameter(`A bucket keeps its name and namespace: this one is ${bucket.name} in ${NAMESPACE}.`);
  }
  if (details.compartmentId !== undefined) {
    needCompartment(call.world, details.compartmentId);
  }
  if (bucket.bucketScope === "REGION" && (details.bucketScope ?? "REGION") !== "REGION") {
    throw invalidParameter("bucketScope can be changed from NAMESPACE to REGION, never back.");
  }
  check(call, details);
  const changed = { ...bucket, ...details };
  if (details.kmsKeyId === "") {
    // Encrypted with one of Oracle's own keys from then on.
    delete changed.kmsKeyId;
  }
  buckets.put(call, name, changed);
  return reply(call, name);
}

function remove(call: Call): Reply {
  const { name } = bucketOf(call);
  needConditions(call, buckets.etag(call.world, name));
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
  { operation: "objectstorage/GetBucket", method: "GET", path: ONE, handle: get },
  { operation: "objectstorage/HeadBucket", method: "HEAD", path: ONE, handle: head },
  { operation: "objectstorage/UpdateBucket", method: "POST", path: ONE, handle: update },
  { operation: "objectstorage/DeleteBucket", method: "DELETE", path: ONE, handle: remove },
];
