import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, byType, isntTrue, isTrue, must, textOf } from "../look.ts";
import type { Checks } from "../look.ts";

const BLOCKS = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

const acl: Checks[string] = (props) =>
  must(at(props, "acl"), (value) => !textOf(value).startsWith("public-"), "lets everyone read the bucket");

/** Buckets and registries are closed; what the public is to see goes through a CDN. */
export const storagePrivate: ResourcePolicy = {
  name: "storage-private",
  about: "resource",
  description: "Neither a bucket nor a container repository is open to the public.",
  remedy: "Close it, and put CloudFront with an origin access control before what everyone is to see.",
  sources: [
    "circle-of-trust's requirements: security best practices (private subnets, except S3)",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    "https://docs.oracle.com/en-us/iaas/Content/Object/Tasks/managingbuckets_topic-Public_Buckets.htm",
  ],
  levels: BY_ENVIRONMENT,
  ...byType({
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": (props) =>
      BLOCKS.flatMap((block) => must(at(props, block), isTrue, "doesn't keep the public out")),
    "aws:s3/bucketAcl:BucketAcl": acl,
    "aws:s3/bucket:Bucket": acl,
    "oci:ObjectStorage/bucket:Bucket": (props) =>
      must(
        at(props, "accessType"),
        (value) => value === undefined || value === "NoPublicAccess",
        "lets everyone read the bucket",
      ),
    "oci:Artifacts/containerRepository:ContainerRepository": (props) =>
      must(at(props, "isPublic"), isntTrue, "lets everyone pull the images"),
  }),
};
