/**
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html
 */
import { bucketsOf, needBucket, versioningOf } from "../../services/s3/types.ts";
import { bucketOf, isoTime } from "../call.ts";
import type { ObjectOperation } from "../call.ts";
import { document } from "../xml.ts";

export const listBuckets: ObjectOperation = {
  name: "ListBuckets",
  method: "GET",
  on: "account",
  run({ cloud, permit }) {
    permit("s3:ListAllMyBuckets", { bucket: "*" });
    const buckets = bucketsOf(cloud).map(({ id, createdAt }) => ({ Name: id, CreationDate: isoTime(createdAt) }));
    return { body: document("ListAllMyBucketsResult", { Buckets: { Bucket: buckets }, Owner: { ID: cloud.account } }) };
  },
};

export const headBucket: ObjectOperation = {
  name: "HeadBucket",
  method: "HEAD",
  on: "bucket",
  run(call) {
    const { region, id } = bucketOf(call);
    call.permit("s3:ListBucket", { bucket: id });
    return { headers: { "x-amz-bucket-region": region } };
  },
};

/** Answers in every region: whoever asks doesn't know it yet. The oldest region is told by an empty text. */
export const getBucketLocation: ObjectOperation = {
  name: "GetBucketLocation",
  method: "GET",
  on: "bucket",
  subresource: "location",
  run({ bucket, cloud, permit }) {
    const { region } = needBucket(bucket, cloud);
    permit("s3:GetBucketLocation", { bucket });
    return { body: document("LocationConstraint", region === "us-east-1" ? "" : region) };
  },
};

export const getBucketVersioning: ObjectOperation = {
  name: "GetBucketVersioning",
  method: "GET",
  on: "bucket",
  subresource: "versioning",
  run(call) {
    const bucket = bucketOf(call);
    call.permit("s3:GetBucketVersioning", { bucket: bucket.id });
    const status = versioningOf(bucket);
    return { body: document("VersioningConfiguration", status === "Disabled" ? "" : { Status: status }) };
  },
};
