/** What the rehearsal's S3 answers, one line each. */
import type { ObjectOperation } from "../call.ts";
import { getBucketLocation, getBucketVersioning, headBucket, listBuckets } from "./bucket.ts";
import { listObjectsV2, listObjectVersions } from "./list.ts";
import { abortMultipartUpload, completeMultipartUpload, createMultipartUpload, uploadPart } from "./parts.ts";
import { getObject, headObject } from "./read.ts";
import { deleteObject, deleteObjects } from "./remove.ts";
import { copyObject, putObject } from "./write.ts";

export const OBJECT_OPERATIONS: readonly ObjectOperation[] = [
  abortMultipartUpload,
  completeMultipartUpload,
  copyObject,
  createMultipartUpload,
  deleteObject,
  deleteObjects,
  getBucketLocation,
  getBucketVersioning,
  getObject,
  headBucket,
  headObject,
  listBuckets,
  listObjectsV2,
  listObjectVersions,
  putObject,
  uploadPart,
];

/**
 * What the query can ask of a bucket or an object beside itself. Where one is asked for that no operation here knows, another
 * operation must not answer in its place: a PUT of tags would overwrite the object.
 */
const SUBRESOURCES: readonly string[] = [
  ...[
    "accelerate",
    "acl",
    "analytics",
    "attributes",
    "cors",
    "delete",
    "encryption",
    "intelligent-tiering",
    "inventory",
  ],
  ...["legal-hold", "lifecycle", "list-type", "location", "logging", "metrics", "notification", "object-lock"],
  ...[
    "ownershipControls",
    "partNumber",
    "policy",
    "policyStatus",
    "publicAccessBlock",
    "replication",
    "requestPayment",
  ],
  ...[
    "restore",
    "retention",
    "select",
    "tagging",
    "torrent",
    "uploadId",
    "uploads",
    "versioning",
    "versions",
    "website",
  ],
];

/** What a request asks for; undefined where nothing here knows it. */
export function operationFor(
  asked: Pick<ObjectOperation, "method" | "on">,
  query: URLSearchParams,
  headers: Readonly<Record<string, string>>,
): ObjectOperation | undefined {
  const subresources = SUBRESOURCES.filter((name) => query.has(name));
  const fitting = OBJECT_OPERATIONS.filter(
    ({ method, on, subresource, header }) =>
      method === asked.method &&
      on === asked.on &&
      (subresource === undefined ? subresources.length === 0 : subresources.join() === subresource) &&
      (header === undefined || headers[header] !== undefined),
  );
  return fitting.find(({ header }) => header !== undefined) ?? fitting[0];
}
