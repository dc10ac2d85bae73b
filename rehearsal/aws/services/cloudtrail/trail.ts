/**
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/cloudtrail/trail/
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { makeArn, parseArn } from "../../arn.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { needed, ruledOut } from "../../checks.ts";
import { assumedBy } from "../iam/roles.ts";
import { LOG_GROUP } from "../logs/logGroup.ts";
import { putObject } from "../s3/contents.ts";
import { letsIn } from "../s3/receives.ts";
import { findBucket } from "../s3/types.ts";

export const TRAIL = "aws:cloudtrail/trail:Trail";

export const trail: Kind = {
  type: TRAIL,
  name: {
    property: "name",
    max: 128,
    pattern: /^[A-Za-z0-9](?!.*[._-]{2})[\w.-]{1,126}[A-Za-z0-9]$/,
    accepted: "3 to 128 letters, digits, periods, underscores and hyphens, a letter or digit at both ends",
  },
  check: (inputs) => [
    ...("cloudWatchLogsGroupArn" in inputs
      ? needed(inputs, "cloudWatchLogsRoleArn", "with cloudWatchLogsGroupArn")
      : []),
    ...("advancedEventSelectors" in inputs ? ruledOut(inputs, "eventSelectors", "with advancedEventSelectors") : []),
  ],
  create({ inputs }, cloud) {
    const name = textAt(inputs, "name") ?? "";
    const { region, account } = cloud;
    const arn = makeArn({ service: "cloudtrail", region, account, resource: `trail/${name}` });
    if (cloud.get(TRAIL, arn) !== undefined) {
      throw new AwsError("TrailAlreadyExistsException", `Trail ${name} already exists for customer: ${account}`);
    }
    accept(inputs, arn, cloud);
    return { id: arn, outputs: { arn, homeRegion: region, snsTopicArn: "", ...defaults(inputs) } };
  },
  update({ inputs, resource }, cloud) {
    accept(inputs, resource.id, cloud);
    return defaults(inputs);
  },
};

function defaults(inputs: Properties): Properties {
  return {
    enableLogging: inputs["enableLogging"] ?? true,
    enableLogFileValidation: inputs["enableLogFileValidation"] ?? false,
    includeGlobalServiceEvents: inputs["includeGlobalServiceEvents"] ?? true,
    isMultiRegionTrail: inputs["isMultiRegionTrail"] ?? false,
    isOrganizationTrail: inputs["isOrganizationTrail"] ?? false,
  };
}

/** CloudTrail looks at the bucket's policy, and begins to write at once: from then on the bucket isn't empty. @throws AwsError */
function accept(inputs: Properties, arn: string, cloud: Cloud): void {
  const name = textAt(inputs, "s3BucketName") ?? "";
  const bucket = findBucket(name, cloud);
  if (bucket === undefined) throw new AwsError("S3BucketDoesNotExistException", `S3 bucket ${name} does not exist!`);
  const prefix = textAt(inputs, "s3KeyPrefix");
  const folder = `${prefix === undefined ? "" : `${prefix}/`}AWSLogs/${cloud.account}/`;
  const asks = [
    { action: "s3:GetBucketAcl", resource: `arn:aws:s3:::${name}` },
    { action: "s3:PutObject", resource: `arn:aws:s3:::${name}/${folder}CloudTrail/log` },
  ];
  const context = { "s3:x-amz-acl": "bucket-owner-full-control" };
  const service = "cloudtrail.amazonaws.com";
  if (!asks.every((ask) => letsIn(bucket, { service, sourceArn: arn, context, ...ask }, cloud))) {
    const message = `Incorrect S3 bucket policy is detected for bucket: ${name}`;
    throw new AwsError("InsufficientS3BucketPolicyException", message);
  }
  acceptLogs(inputs, cloud);
  if (inputs["enableLogging"] !== false) putObject(name, `${folder}CloudTrail/`, cloud);
}

function acceptLogs(inputs: Properties, cloud: Cloud): void {
  const group = textAt(inputs, "cloudWatchLogsGroupArn");
  if (group === undefined || group === "") return;
  const name =
    parseArn(group)
      ?.resource.replace(/^log-group:/, "")
      .replace(/:\*$/, "") ?? "";
  const fault = !group.endsWith(":*")
    ? "You must specify a log group ARN that ends with :*."
    : cloud.get(LOG_GROUP, name) === undefined
      ? "CloudTrail cannot validate the specified log group ARN."
      : undefined;
  if (fault !== undefined) throw new AwsError("InvalidCloudWatchLogsLogGroupArnException", fault);
  if (assumedBy(textAt(inputs, "cloudWatchLogsRoleArn") ?? "", cloud).includes("cloudtrail.amazonaws.com")) return;
  throw new AwsError(
    "InvalidCloudWatchLogsRoleArnException",
    "Access denied. Check the trust relationships for your role.",
  );
}
