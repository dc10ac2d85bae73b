/** Which of AWS's services write access logs to buckets, and what a bucket's policy lets each of them do. */
import * as pulumi from "@pulumi/pulumi";
import { CLOUDFRONT_REGION } from "../network/defaults.ts";
import type { BucketGrant } from "./bucketPolicy.ts";

/** The one statement that lets a service in, given the account's twelve digits. */
export type LogWriter = (account: pulumi.Output<string>) => BucketGrant;

/**
 * The account's application load balancers.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
export const loadBalancerLogs: LogWriter = (account) => ({
  Sid: "AccessLogs",
  Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
  Action: ["s3:PutObject"],
  objects: pulumi.interpolate`AWSLogs/${account}/*`,
});

/**
 * S3, of requests to one bucket of the account and region.
 *
 * @param sourceArn the bucket whose requests are logged
 * @param prefix what the logs' keys begin with: `states/`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html#grant-log-delivery-permissions-general
 */
export function serverAccessLogs(sourceArn: pulumi.Input<string>, prefix: string): LogWriter {
  return (account) => ({
    Sid: "ServerAccessLogs",
    Principal: { Service: "logging.s3.amazonaws.com" },
    Action: ["s3:PutObject"],
    objects: `${prefix}*`,
    Condition: { ArnLike: { "aws:SourceArn": sourceArn }, StringEquals: { "aws:SourceAccount": account } },
  });
}

/**
 * CloudWatch's deliveries, of one delivery source. CloudFront's sources are in us-east-1, wherever the bucket is.
 *
 * @param sourceName the delivery source's name
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html
 */
export function cdnLogs(sourceName: string): LogWriter {
  return (account) => ({
    Sid: "AWSLogsDeliveryWrite",
    Principal: { Service: "delivery.logs.amazonaws.com" },
    Action: ["s3:PutObject"],
    objects: pulumi.interpolate`AWSLogs/${account}/*`,
    Condition: {
      ArnLike: {
        "aws:SourceArn": pulumi.interpolate`arn:aws:logs:${CLOUDFRONT_REGION}:${account}:delivery-source:${sourceName}`,
      },
      StringEquals: { "aws:SourceAccount": account, "s3:x-amz-acl": "bucket-owner-full-control" },
    },
  });
}
