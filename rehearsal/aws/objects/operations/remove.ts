/**
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
 */
import { AwsError } from "../../errors.ts";
import type { Version } from "../../services/s3/contents.ts";
import { deleteObject as remove, deleteVersion, droppedBy, NO_VERSION } from "../../services/s3/contents.ts";
import { versioningOf } from "../../services/s3/types.ts";
import { bucketOf } from "../call.ts";
import type { Call, ObjectOperation } from "../call.ts";
import { document, innersOf, textOf } from "../xml.ts";
import type { Xml } from "../xml.ts";

/** S3 takes so many at once. */
const KEYS_LIMIT = 1000;

interface Deleted {
  /** The marker that was written, or the version that went. */
  readonly version: Version | undefined;
  readonly dropped: readonly string[];
}

/** What isn't there is deleted too. */
export const deleteObject: ObjectOperation = {
  name: "DeleteObject",
  method: "DELETE",
  on: "object",
  run(call) {
    const { version, dropped } = deleteOne(call, call.key, call.query.get("versionId") ?? undefined);
    const headers = {
      ...(version !== undefined && version.versionId !== NO_VERSION && { "x-amz-version-id": version.versionId }),
      ...(version?.isDeleteMarker === true && { "x-amz-delete-marker": "true" }),
    };
    return { status: 204, headers, isChanged: true, dropped };
  },
};

export const deleteObjects: ObjectOperation = {
  name: "DeleteObjects",
  method: "POST",
  on: "bucket",
  subresource: "delete",
  run(call) {
    const xml = call.body.toString("utf8");
    const asked = innersOf(xml, "Object");
    if (asked.length === 0 || asked.length > KEYS_LIMIT) {
      const message = "The XML you provided was not well-formed or did not validate against our published schema";
      throw new AwsError("MalformedXML", message);
    }
    const results = asked.map((one) => deleteAsked(call, textOf(one, "Key") ?? "", textOf(one, "VersionId")));
    const isQuiet = textOf(xml, "Quiet") === "true";
    const body = document("DeleteResult", {
      ...(!isQuiet && { Deleted: results.flatMap(({ deleted }) => deleted ?? []) }),
      Error: results.flatMap(({ error }) => error ?? []),
    });
    return { body, isChanged: true, dropped: results.flatMap(({ dropped }) => dropped) };
  },
};

interface Result {
  readonly deleted?: Xml;
  readonly error?: Xml;
  readonly dropped: readonly string[];
}

/** Each is judged by itself: one that may not be deleted keeps none of the others. */
function deleteAsked(call: Call, key: string, versionId: string | undefined): Result {
  try {
    const { version, dropped } = deleteOne(call, key, versionId);
    const marker = version?.isDeleteMarker === true && { DeleteMarker: true, DeleteMarkerVersionId: version.versionId };
    return { deleted: { Key: key, VersionId: versionId, ...marker }, dropped };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { error: { Key: key, VersionId: versionId, Code: error.code, Message: error.message }, dropped: [] };
  }
}

/** @throws AwsError */
function deleteOne(call: Call, key: string, versionId: string | undefined): Deleted {
  const { bucket, cloud } = call;
  const versioning = versioningOf(bucketOf(call));
  call.permit(versionId === undefined ? "s3:DeleteObject" : "s3:DeleteObjectVersion", { bucket, key });
  const { made: version, dropped } = droppedBy(bucket, key, cloud, () =>
    versionId === undefined ? remove(bucket, key, versioning, cloud) : deleteVersion(bucket, key, versionId, cloud),
  );
  return { version, dropped };
}
