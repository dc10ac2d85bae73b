import * as pulumi from "@pulumi/pulumi";
import { Bucket } from "@pulumi/aws/s3/bucket.js";
import { BucketLifecycleConfiguration } from "@pulumi/aws/s3/bucketLifecycleConfiguration.js";
import { BucketOwnershipControls } from "@pulumi/aws/s3/bucketOwnershipControls.js";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock.js";
import { BucketServerSideEncryptionConfiguration } from "@pulumi/aws/s3/bucketServerSideEncryptionConfiguration.js";
import { BucketVersioning } from "@pulumi/aws/s3/bucketVersioning.js";
import type { Fault } from "@tidegate/faults";
import { UPLOAD_DAYS } from "./defaults.ts";

export interface PrivateBucketArgs {
  /** The bucket's name, unique in all of AWS. */
  readonly bucketName: pulumi.Input<string>;
  /** Whether `destroy` keeps it, closed as it is. If not, it deletes what is in it. */
  readonly protect: boolean;
  /** Days that replaced and deleted versions are kept; versioning is on with it. Default: no versions. */
  readonly noncurrentDays?: number;
  /** Days after which objects are deleted. Default: never. */
  readonly expireDays?: number;
  /** ARN of the KMS key that encrypts objects. Default: S3's own keys. */
  readonly kmsKeyArn?: pulumi.Input<string>;
  /** Whether its policy may let the whole world read, as S3's own websites need. Default: false. */
  readonly publicPolicy?: boolean;
}

/**
 * A bucket that nobody but the account reaches: no public access, no ACLs, encrypted, with a lifecycle.
 * Its policy is made apart, once, by `bucketPolicy`: it often names what reads the bucket, which is made after it.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucket/
 */
export class PrivateBucket extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** `<name>.s3.<region>.amazonaws.com`. */
  readonly regionalDomainName: pulumi.Output<string>;
  /** What decides whether a policy may be public: a policy waits for it. */
  readonly publicAccessBlock: pulumi.Resource;

  constructor(name: string, args: PrivateBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tidegate-aws:index:PrivateBucket", name, {}, opts);
    const child = { parent: this, protect: args.protect };
    const made = new Bucket(name, { bucket: args.bucketName, forceDestroy: !args.protect }, child);
    const bucket = made.id;
    new BucketOwnershipControls(
      `${name}-ownership`,
      { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
      child,
    );
    const secret = !(args.publicPolicy ?? false);
    this.publicAccessBlock = new BucketPublicAccessBlock(
      `${name}-public-access`,
      {
        bucket,
        blockPublicAcls: true,
        ignorePublicAcls: true,
        blockPublicPolicy: secret,
        restrictPublicBuckets: secret,
      },
      child,
    );
    new BucketServerSideEncryptionConfiguration(
      `${name}-encryption`,
      { bucket, rules: [encryption(args.kmsKeyArn)] },
      child,
    );
    this.lifecycle(name, bucket, args);

    this.bucketName = made.bucket;
    this.arn = made.arn;
    this.regionalDomainName = made.bucketRegionalDomainName;
    this.registerOutputs({ bucketName: this.bucketName, arn: this.arn });
  }

  private lifecycle(name: string, bucket: pulumi.Output<string>, args: PrivateBucketArgs): void {
    const { noncurrentDays, expireDays } = args;
    const versioning =
      noncurrentDays === undefined
        ? []
        : [
            new BucketVersioning(
              `${name}-versioning`,
              { bucket, versioningConfiguration: { status: "Enabled" } },
              { parent: this, protect: args.protect },
            ),
          ];
    const rules = [
      { id: "uploads", abortIncompleteMultipartUpload: { daysAfterInitiation: UPLOAD_DAYS } },
      ...(noncurrentDays === undefined ? [] : [{ id: "versions", noncurrentVersionExpiration: { noncurrentDays } }]),
      ...(expireDays === undefined ? [] : [{ id: "age", expiration: { days: expireDays } }]),
    ];
    new BucketLifecycleConfiguration(
      `${name}-lifecycle`,
      { bucket, rules: rules.map((rule) => ({ ...rule, status: "Enabled", filter: { prefix: "" } })) },
      { parent: this, protect: args.protect, dependsOn: versioning },
    );
  }
}

/** With a bucket key S3 asks KMS once for many objects. */
function encryption(kmsMasterKeyId: pulumi.Input<string> | undefined) {
  return kmsMasterKeyId === undefined
    ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
    : { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId }, bucketKeyEnabled: true };
}

/**
 * The name of a bucket. Dots are left out though S3 takes them: with one, HTTPS to the bucket's own host name fails.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function bucketNameFaults(path: string, given: string): Fault[] {
  const accepted =
    "3 to 63 lower-case letters, digits and hyphens, a letter or digit first and last; not xn-- or sthree-";
  const right = /^(?!xn--|sthree-)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(given) && !/(-s3alias|--ol-s3)$/.test(given);
  return right ? [] : [{ path, given, accepted }];
}
