/**
 * Whether a load balancer can write its logs to a bucket: it tries when logging is turned on.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
import type { Properties } from "../../../plugins/protocol/values.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import { objectAt } from "../../parts.ts";
import { putObject } from "../s3/contents.ts";
import { encryptsWithKms, letsIn } from "../s3/receives.ts";
import { logAccountOf } from "./zones.ts";

/** @throws AwsError InvalidConfigurationRequest */
export function refuseLogs(inputs: Properties, loadBalancerArn: string, cloud: Cloud): void {
  const isNetwork = textAt(inputs, "loadBalancerType") === "network";
  for (const name of ["accessLogs", "connectionLogs", "healthCheckLogs"]) {
    const logs = objectAt(inputs, name);
    if (logs["enabled"] === true) refuseBucket(logs, loadBalancerArn, isNetwork, cloud);
  }
}

function refuseBucket(logs: Properties, loadBalancerArn: string, isNetwork: boolean, cloud: Cloud): void {
  const bucket = textAt(logs, "bucket") ?? "";
  const found = BUCKETS.flatMap((type) => cloud.list(type)).find(
    ({ id, inputs }) => id === bucket || inputs["bucket"] === bucket,
  );
  if (found === undefined) {
    const message = `S3 bucket ${bucket} does not exist in region ${cloud.region}`;
    throw new AwsError("InvalidConfigurationRequest", message);
  }
  const prefix = textAt(logs, "prefix");
  const object = `${prefix === undefined || prefix === "" ? "" : `${prefix}/`}AWSLogs/${cloud.account}/ELBAccessLogTestFile`;
  const request = {
    service: isNetwork ? "delivery.logs.amazonaws.com" : "logdelivery.elasticloadbalancing.amazonaws.com",
    account: isNetwork ? undefined : logAccountOf(cloud.region),
    action: "s3:PutObject",
    resource: `arn:aws:s3:::${bucket}/${object}`,
    sourceArn: isNetwork ? `arn:aws:logs:${cloud.region}:${cloud.account}:*` : loadBalancerArn,
    context: { "s3:x-amz-acl": "bucket-owner-full-control" },
  };
  if (letsIn(found, request, cloud) && (isNetwork || !encryptsWithKms(found, cloud))) {
    putObject(found.id, object, cloud);
    return;
  }
  throw new AwsError(
    "InvalidConfigurationRequest",
    `Access Denied for bucket: ${bucket}. Please check S3bucket permission`,
  );
}

const BUCKETS = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"] as const;
