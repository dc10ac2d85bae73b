/**
 * Who asks a bucket for what is written to another one.
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucketlogging/
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { atMostOne } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import { objectAt } from "../../parts.ts";
import type { Resource } from "../../resource.ts";
import { putObject } from "./contents.ts";
import { encryptsWithKms, letsIn, settingsOf } from "./receives.ts";
import { bucketSetting } from "./setting.ts";
import { findBucket } from "./types.ts";

export const bucketLogging = bucketSetting({
  type: "aws:s3/bucketLogging:BucketLogging",
  check: (inputs) =>
    atMostOne(inputs, ["targetObjectKeyFormat.partitionedPrefix", "targetObjectKeyFormat.simplePrefix"]),
  accept: (inputs, bucket, cloud) => {
    const target = findBucket(textAt(inputs, "targetBucket"), cloud);
    if (target === undefined) throw refused("The target bucket for logging does not exist");
    if (target.region !== bucket.region) {
      throw refused("The source bucket and the target bucket for logging are in different regions");
    }
    const fault = faultOf(inputs, bucket, target, cloud);
    if (fault !== undefined) throw refused(fault);
    putObject(target.id, `${textAt(inputs, "targetPrefix") ?? ""}${cloud.timestamp()}`, cloud);
    return {};
  },
});

const refused = (message: string) => new AwsError("InvalidTargetBucketForLogging", message);

/** S3 takes some of these and loses every log: what stands in brackets is the rehearsal's own. */
function faultOf(inputs: Properties, bucket: Resource, target: Resource, cloud: Cloud): string | undefined {
  const [lock] = settingsOf(target, LOCKS, cloud);
  if (Object.keys(objectAt(objectAt(lock?.inputs ?? {}, "rule"), "defaultRetention")).length > 0) {
    return "The target bucket has a default retention period (Object Lock), which logs can't be written under";
  }
  const [payment] = settingsOf(target, PAYMENTS, cloud);
  if (textAt(payment?.inputs ?? {}, "payer") === "Requester") return "The target bucket has Requester Pays enabled";
  if (encryptsWithKms(target, cloud)) {
    return "The target bucket's default encryption isn't SSE-S3 (S3 would take it, and deliver no log)";
  }
  if (target.notes["objectOwnership"] !== "BucketOwnerEnforced") return aclFault(target, cloud);
  if (inputs["targetGrants"] !== undefined) {
    return "The target bucket does not allow ACLs, so that there can be no target grants";
  }
  const request = {
    service: "logging.s3.amazonaws.com",
    action: "s3:PutObject",
    resource: `arn:aws:s3:::${target.id}/${textAt(inputs, "targetPrefix") ?? ""}log`,
    sourceArn: `arn:aws:s3:::${bucket.id}`,
  };
  return letsIn(target, request, cloud)
    ? undefined
    : `The policy of ${target.id} doesn't let ${request.service} write ${request.resource} (S3 would take it, and deliver no log)`;
}

function aclFault(target: Resource, cloud: Cloud): string | undefined {
  const isGiven = settingsOf(target, ACLS, cloud).some(({ inputs }) => inputs["acl"] === "log-delivery-write");
  return isGiven
    ? undefined
    : "You must give the log-delivery group WRITE and READ_ACP permissions to the target bucket";
}

const LOCKS = ["aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"];
const PAYMENTS = ["aws:s3/bucketRequestPaymentConfiguration:BucketRequestPaymentConfiguration"];
const ACLS = ["aws:s3/bucketAcl:BucketAcl"];
