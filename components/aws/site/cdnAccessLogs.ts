import * as pulumi from "@pulumi/pulumi";
import { LogDelivery } from "@pulumi/aws/cloudwatch/logDelivery.js";
import { LogDeliveryDestination } from "@pulumi/aws/cloudwatch/logDeliveryDestination.js";
import { LogDeliverySource } from "@pulumi/aws/cloudwatch/logDeliverySource.js";
import { CLOUDFRONT_REGION } from "../network/defaults.ts";
import { AccessLogBucket, accessLogBucketName } from "./accessLogBucket.ts";
import { cdnLogs } from "./logWriters.ts";

export interface CdnAccessLogsArgs {
  /** What the names of bucket and delivery begin with, unique in the account. `StaticSite` judges it. */
  readonly prefix: string;
  readonly distributionArn: pulumi.Input<string>;
  /** Whether `destroy` stops at a bucket that isn't empty. */
  readonly protect: boolean;
}

/**
 * CloudFront's access logs, standard logging v2: JSON, in a bucket of their own, below `AWSLogs/<account>/CloudFront/`. The
 * older way writes with access control lists, which private buckets don't have.
 *
 * The delivery is made where CloudFront is, in us-east-1; the bucket where the stack is.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
 */
export class CdnAccessLogs extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;

  constructor(name: string, args: CdnAccessLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tidegate-aws:index:CdnAccessLogs", name, {}, opts);
    const { prefix, protect } = args;
    const called = { region: CLOUDFRONT_REGION, name: `${prefix}-site` };
    const logs = new AccessLogBucket(
      name,
      { bucketName: accessLogBucketName(prefix, this), writer: cdnLogs(called.name), protect },
      { parent: this },
    );
    const source = new LogDeliverySource(
      `${name}-source`,
      { ...called, logType: "ACCESS_LOGS", resourceArn: args.distributionArn },
      { parent: this },
    );
    const destination = new LogDeliveryDestination(
      `${name}-destination`,
      {
        ...called,
        outputFormat: "json",
        deliveryDestinationConfiguration: { destinationResourceArn: logs.arn },
      },
      { parent: this },
    );
    new LogDelivery(
      `${name}-delivery`,
      { region: called.region, deliverySourceName: source.name, deliveryDestinationArn: destination.arn },
      { parent: this, dependsOn: [logs.policy] },
    );
    this.bucketName = logs.bucketName;
    this.registerOutputs({ bucketName: this.bucketName });
  }
}
