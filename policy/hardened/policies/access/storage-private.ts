import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { apart, BUCKETS } from "../buckets.ts";
import { at, byType, isFalse, isntTrue, isTrue, itemsOf, must, textOf, within } from "../look.ts";
import type { Checks, Known, Place } from "../look.ts";

const EVERYONE = "lets everyone into the bucket";

const OBJECTS = [
  "aws:s3/bucketObject:BucketObject",
  "aws:s3/bucketObjectv2:BucketObjectv2",
  "aws:s3/objectCopy:ObjectCopy",
];

const BLOCKS = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

/** Lists that let in more than one's own accounts: everyone on the internet, or everyone who has an account of AWS. */
const OPEN_LISTS = new Set(["public-read", "public-read-write", "authenticated-read"]);

const isClosed = (value: Known): boolean => !OPEN_LISTS.has(textOf(value));

/** Groups of everyone, by the end of their names: `http://acs.amazonaws.com/groups/global/AllUsers`. */
const isSome = (value: Known): boolean => !/\/groups\/global\/(?:AllUsers|AuthenticatedUsers)$/.test(textOf(value));

const granted = (grants: Place, ...grantee: readonly string[]) =>
  itemsOf(grants).flatMap((grant) => must(within(grant, ...grantee, "uri"), isSome, EVERYONE));

const acl: Checks[string] = (props) => [
  ...must(at(props, "acl"), isClosed, EVERYONE),
  ...granted(at(props, "grants")),
  ...granted(at(props, "accessControlPolicy", "grants"), "grantee"),
];

const blocked: Checks[string] = (props) =>
  BLOCKS.flatMap((block) => must(at(props, block), isTrue, "doesn't keep the public out"));

/** Where all four are on unless they are turned off. */
const notUnblocked = (blocks: Place) =>
  BLOCKS.flatMap((block) => must(within(blocks, block), (value) => !isFalse(value), "lets the public in"));

/** Buckets and registries are closed; what the public is to see goes through a CDN. */
export const storagePrivate: ResourcePolicy = {
  name: "storage-private",
  about: "resource",
  description: "Neither a bucket, an image nor a container repository is open to the public.",
  remedy: "Close it, and put CloudFront with an origin access control before what everyone is to see.",
  sources: [
    "circle-of-trust's requirements: security best practices (private subnets, except S3)",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    "https://docs.oracle.com/en-us/iaas/Content/Object/Tasks/managingbuckets_topic-Public_Buckets.htm",
  ],
  levels: BY_ENVIRONMENT,
  ...byType({
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": blocked,
    "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock": blocked,
    "aws:s3/accessPoint:AccessPoint": (props) => notUnblocked(at(props, "publicAccessBlockConfiguration")),
    "aws:s3control/multiRegionAccessPoint:MultiRegionAccessPoint": (props) =>
      notUnblocked(at(props, "details", "publicAccessBlock")),
    ...Object.fromEntries([...BUCKETS, ...apart("BucketAcl"), ...OBJECTS].map((type) => [type, acl])),
    "aws:ecrpublic/repository:Repository": () => [{ path: "", says: "is there for everyone to pull from" }],
    "aws:ec2/amiLaunchPermission:AmiLaunchPermission": (props) =>
      must(at(props, "group"), (value) => value !== "all", "lets everyone have the image"),
    "oci:ObjectStorage/bucket:Bucket": (props) =>
      must(
        at(props, "accessType"),
        (value) => value === undefined || value === "NoPublicAccess",
        "lets everyone read the bucket",
      ),
    "oci:ObjectStorage/preauthrequest:Preauthrequest": () => [
      { path: "", says: "is an address by which whoever has it gets into the bucket" },
    ],
    "oci:Artifacts/containerRepository:ContainerRepository": (props) =>
      must(at(props, "isPublic"), isntTrue, "lets everyone pull the images"),
  }),
};
