/**
 * Objects that come in parts: the `aws` command sends more than 8 MB so, Pulumi's engine a state of 16 MB.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html
 */
import { AwsError } from "../../errors.ts";
import type { Content } from "../../services/s3/contents.ts";
import type { Part, Upload } from "../../services/s3/uploads.ts";
import { findUpload, putUpload, removeUpload } from "../../services/s3/uploads.ts";
import { bucketOf, numberOf } from "../call.ts";
import type { Call, ObjectOperation } from "../call.ts";
import { checksumOf, md5 } from "../checksums.ts";
import { headersToKeep, versionHeaders } from "../content.ts";
import { keep, permitWrite } from "../keep.ts";
import { document, innersOf, textOf } from "../xml.ts";

/** In bytes; only the last part may be smaller. */
const SMALLEST_PART = 5 * 1024 * 1024;
const PARTS_LIMIT = 10_000;

export const createMultipartUpload: ObjectOperation = {
  name: "CreateMultipartUpload",
  method: "POST",
  on: "object",
  subresource: "uploads",
  run(call) {
    const { bucket, key, cloud } = call;
    bucketOf(call);
    permitWrite(call);
    const id = cloud.token(48);
    putUpload({ id, bucket, key, headers: headersToKeep(call.headers), parts: {} }, cloud);
    const body = document("InitiateMultipartUploadResult", { Bucket: bucket, Key: key, UploadId: id });
    return { body, isChanged: true };
  },
};

export const uploadPart: ObjectOperation = {
  name: "UploadPart",
  method: "PUT",
  on: "object",
  subresource: "partNumber,uploadId",
  async run(call) {
    const { bucket, key, cloud, bodies } = call;
    bucketOf(call);
    call.permit("s3:PutObject", { bucket, key });
    if (call.headers["x-amz-copy-source"] !== undefined) {
      throw new AwsError("NotImplemented", "The rehearsal's S3 doesn't answer UploadPartCopy.");
    }
    const number = numberOf(call, "partNumber", { from: 1, to: PARTS_LIMIT, otherwise: 1 });
    needUpload(call);
    const part: Part = { body: cloud.hex(32), size: call.body.length, etag: md5(call.body) };
    const checksums = checksumOf(call.body, call.headers);
    await bodies.write(part.body, call.body);
    // The upload may have been given up, or another part come, while this one was written.
    const upload = needUpload(call);
    const before = upload.parts[number];
    putUpload({ ...upload, parts: { ...upload.parts, [number]: part } }, cloud);
    const dropped = before === undefined ? [] : [before.body];
    return { headers: { etag: `"${part.etag}"`, ...checksums }, isChanged: true, dropped };
  },
};

/** The object has no checksum of its own afterwards: S3 makes one out of those of the parts, and clients don't look at it. */
export const completeMultipartUpload: ObjectOperation = {
  name: "CompleteMultipartUpload",
  method: "POST",
  on: "object",
  subresource: "uploadId",
  async run(call) {
    const { bucket, key, cloud, bodies } = call;
    const found = bucketOf(call);
    permitWrite(call);
    const upload = needUpload(call);
    const parts = partsIn(call.body.toString("utf8"), upload);
    const bytes = Buffer.concat(await Promise.all(parts.map(async ({ body }) => needBody(await bodies.read(body)))));
    const etag = `${md5(Buffer.from(parts.map((part) => part.etag).join(""), "hex"))}-${parts.length}`;
    const content: Content = { body: cloud.hex(32), size: bytes.length, etag, headers: upload.headers, checksums: {} };
    const { version, dropped } = await keep(call, content, bytes);
    removeUpload(upload.id, cloud);
    const body = document("CompleteMultipartUploadResult", { Bucket: bucket, Key: key, ETag: `"${etag}"` });
    const gone = [...dropped, ...Object.values(upload.parts).map((part) => part.body)];
    return { headers: versionHeaders(version, found, call), body, isChanged: true, dropped: gone };
  },
};

export const abortMultipartUpload: ObjectOperation = {
  name: "AbortMultipartUpload",
  method: "DELETE",
  on: "object",
  subresource: "uploadId",
  run(call) {
    const { bucket, key, cloud } = call;
    bucketOf(call);
    call.permit("s3:AbortMultipartUpload", { bucket, key });
    const upload = needUpload(call);
    removeUpload(upload.id, cloud);
    return { status: 204, isChanged: true, dropped: Object.values(upload.parts).map((part) => part.body) };
  },
};

const noSuchUpload = () =>
  new AwsError(
    "NoSuchUpload",
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
  );

function needUpload({ bucket, key, query, cloud }: Call): Upload {
  const upload = findUpload(query.get("uploadId") ?? "", cloud);
  if (upload?.bucket !== bucket || upload.key !== key) throw noSuchUpload();
  return upload;
}

/** Somebody has completed or given up the same upload meanwhile. */
function needBody(bytes: Buffer | undefined): Buffer {
  if (bytes === undefined) throw noSuchUpload();
  return bytes;
}

/** The parts that the client names, in their order. @throws AwsError */
function partsIn(xml: string, upload: Upload): Part[] {
  const named = innersOf(xml, "Part").map((one) => ({
    number: Number(textOf(one, "PartNumber")),
    etag: (textOf(one, "ETag") ?? "").replaceAll('"', ""),
  }));
  if (named.length === 0) throw new AwsError("MalformedXML", "The XML you provided was not well-formed");
  if (named.some(({ number }, index) => index > 0 && number <= (named[index - 1]?.number ?? 0))) {
    throw new AwsError("InvalidPartOrder", "The list of parts was not in ascending order.");
  }
  const parts = named.map(({ number, etag }) => {
    const part = upload.parts[number];
    if (part?.etag === etag) return part;
    const message =
      "One or more of the specified parts could not be found, or its entity tag did not match the part's.";
    throw new AwsError("InvalidPart", message);
  });
  if (parts.slice(0, -1).some(({ size }) => size < SMALLEST_PART)) {
    throw new AwsError("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
  }
  return parts;
}
