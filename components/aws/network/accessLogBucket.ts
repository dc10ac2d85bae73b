import * as pulumi from "@pulumi/pulumi";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity.js";
import { bucketPolicy } from "../site/bucketPolicy.ts";
import { PrivateBucket } from "../site/privateBucket.ts";
import { ACCESS_LOG_DAYS } from "./defaults.ts";

export interface AccessLogBucketArgs {
  /** What the bucket's name begins with; the account's number follows, since names are unique in all of AWS. */
  readonly prefix: string;
  /** Whether `destroy` stops at a bucket that isn't empty. */
  readonly protect: boolean;
}

/**
 * A private bucket that the account's load balancers write their access logs to, kept for 90 days. Load balancers can
 * write to buckets with S3's own keys alone, not to those with a KMS key.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
export class AccessLogBucket extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  /** Who writes waits for it: AWS tries to write when logging is turned on. */
  readonly policy: pulumi.Resource;

  constructor(name: string, args: AccessLogBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tidegate-aws:index:AccessLogBucket", name, {}, opts);
    const { accountId } = getCallerIdentityOutput({}, { parent: this });
    const bucket = new PrivateBucket(
      `${name}-bucket`,
      {
        bucketName: pulumi.interpolate`${args.prefix}-access-logs-${accountId}`,
        protect: args.protect,
        expireDays: ACCESS_LOG_DAYS,
      },
      { parent: this },
    );
    this.policy = bucketPolicy(
      `${name}-policy`,
      bucket,
      [
        {
          Sid: "AccessLogs",
          Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
          Action: ["s3:PutObject"],
          objects: pulumi.interpolate`AWSLogs/${accountId}/*`,
        },
      ],
      { parent: this },
    );
    this.bucketName = bucket.bucketName;
    this.registerOutputs({ bucketName: this.bucketName });
  }
}
