/**
 * Who may reach a bucket.
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucketpolicy/
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucketpublicaccessblock/
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucketownershipcontrols/
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucketacl/
 */
import { exactlyOne, oneOf } from "../../checks.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { objectAt } from "../../parts.ts";
import { isJson } from "../../policyText.ts";
import { acceptBucketPolicy } from "./policy.ts";
import { BUCKET_POLICY } from "./receives.ts";
import { bucketSetting } from "./setting.ts";
import { needBucket, note } from "./types.ts";

export const bucketPolicy = bucketSetting({
  type: BUCKET_POLICY,
  check: (inputs) => isJson(inputs, "policy"),
  accept: (inputs, bucket, cloud) => {
    const block = objectAt(bucket.notes, "publicAccessBlock");
    return { policy: acceptBucketPolicy(inputs["policy"], bucket.id, block, cloud) };
  },
});

const BLOCKS = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

export const bucketPublicAccessBlock = bucketSetting({
  type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  accept: (inputs, bucket, cloud) => {
    const block = Object.fromEntries(BLOCKS.map((name) => [name, inputs[name] === true]));
    note(bucket, "publicAccessBlock", block, cloud);
    return { ...block, skipDestroy: inputs["skipDestroy"] ?? false };
  },
  // Without one nothing is blocked any more, although a new bucket blocks everything.
  undo: (bucket, cloud) => note(bucket, "publicAccessBlock", {}, cloud),
});

export const bucketOwnershipControls = bucketSetting({
  type: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  check: (inputs) =>
    oneOf(inputs, "rule.objectOwnership", ["BucketOwnerPreferred", "ObjectWriter", "BucketOwnerEnforced"]),
  accept: (inputs, bucket, cloud) => {
    note(bucket, "objectOwnership", textAt(objectAt(inputs, "rule"), "objectOwnership") ?? "", cloud);
    return {};
  },
  undo: (bucket, cloud) => note(bucket, "objectOwnership", "ObjectWriter", cloud),
});

const CANNED = [
  "private",
  "public-read",
  "public-read-write",
  "authenticated-read",
  "aws-exec-read",
  "bucket-owner-read",
  "bucket-owner-full-control",
  "log-delivery-write",
];

const acl = bucketSetting({
  type: "aws:s3/bucketAcl:BucketAcl",
  check: (inputs) => [...oneOf(inputs, "acl", CANNED), ...exactlyOne(inputs, ["acl", "accessControlPolicy"])],
  accept: (inputs, bucket) => {
    if ((bucket.notes["objectOwnership"] ?? "BucketOwnerEnforced") === "BucketOwnerEnforced") {
      throw new AwsError("AccessControlListNotSupported", "The bucket does not allow ACLs");
    }
    const isOpen = /^public-|^authenticated-/.test(textAt(inputs, "acl") ?? "");
    if (isOpen && objectAt(bucket.notes, "publicAccessBlock")["blockPublicAcls"] === true) {
      throw new AwsError("AccessDenied", "Access Denied");
    }
    return {};
  },
});

/** Its id has the canned list beside the bucket. */
export const bucketAcl: Kind = {
  ...acl,
  create(request, cloud) {
    const made = acl.create(request, cloud);
    const canned = textAt(request.inputs, "acl");
    const { id } = needBucket(textAt(request.inputs, "bucket"), cloud);
    return { ...made, id: canned === undefined ? id : `${id},${canned}` };
  },
};
