import * as pulumi from "@pulumi/pulumi";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity.js";
import { bucketPolicy } from "./bucketPolicy.ts";
import { ACCESS_LOG_DAYS } from "./defaults.ts";
import type { LogWriter } from "./logWriters.ts";
import { PrivateBucket } from "./privateBucket.ts";

export interface AccessLogBucketArgs {
  /** The bucket's name, unique in all of AWS: see `accessLogBucketName`. */
  readonly bucketName: pulumi.Input<string>;
  /** The one service of AWS that writes, and what it writes about. */
  readonly writer: LogWriter;
  /** Whether `destroy` stops at a bucket that isn't empty. */
  readonly protect: boolean;
}

/**
 * A private bucket that one of AWS's services writes access logs to, kept for 90 days. It is encrypted with S3's own keys:
 * load balancers and S3 itself can't write to buckets with a KMS key. It keeps no versions, and logs no access to itself.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export class AccessLogBucket extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** Who writes waits for it: AWS looks whether it may when logging is turned on. */
  readonly policy: pulumi.Resource;

  constructor(name: string, args: AccessLogBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tidegate-aws:index:AccessLogBucket", name, {}, opts);
    const { accountId } = getCallerIdentityOutput({}, { parent: this });
    const { bucketName, protect } = args;
    const bucket = new PrivateBucket(
      `${name}-bucket`,
      { bucketName, protect, expireDays: ACCESS_LOG_DAYS },
      { parent: this },
    );
    this.policy = bucketPolicy(`${name}-policy`, bucket, [args.writer(accountId)], { parent: this });
    this.bucketName = bucket.bucketName;
    this.arn = bucket.arn;
    this.registerOutputs({ bucketName: this.bucketName, arn: this.arn });
  }
}

/**
 * What such a bucket is called where nothing else is asked for: `<prefix>-access-logs-<account>`, since names are unique in
 * all of AWS.
 *
 * @param prefix 38 characters of a bucket's name at most
 * @param owner the component that the bucket is for
 */
export function accessLogBucketName(prefix: string, owner: pulumi.Resource): pulumi.Output<string> {
  const { accountId } = getCallerIdentityOutput({}, { parent: owner });
  return pulumi.interpolate`${prefix}-access-logs-${accountId}`;
}
