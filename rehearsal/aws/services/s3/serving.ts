/**
 * What a bucket does besides keeping objects: a website, answers across origins, notifications.
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucketwebsiteconfiguration/
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucketcorsconfiguration/
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucketnotification/
 */
import { exactlyOne, matches } from "../../checks.ts";
import { AwsError } from "../../errors.ts";
import { textAt, textsAt } from "../../kind.ts";
import { objectsAt } from "../../parts.ts";
import { websiteDomain } from "./places.ts";
import { bucketSetting } from "./setting.ts";

export const bucketWebsite = bucketSetting({
  type: "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration",
  check: (inputs) => [
    ...exactlyOne(inputs, ["indexDocument", "redirectAllRequestsTo"]),
    ...matches(inputs, "indexDocument.suffix", /^[^/]+$/, "a name without slashes"),
  ],
  accept: (_inputs, bucket) => {
    const domain = websiteDomain(bucket.region);
    return { websiteDomain: domain, websiteEndpoint: `${bucket.id}.${domain}` };
  },
});

const METHODS = ["GET", "PUT", "HEAD", "POST", "DELETE"];

export const bucketCors = bucketSetting({
  type: "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration",
  accept: (inputs) => {
    const methods = objectsAt(inputs, "corsRules").flatMap((rule) => textsAt(rule, "allowedMethods"));
    const wrong = methods.find((method) => !METHODS.includes(method));
    if (wrong === undefined) return {};
    const message = `Found unsupported HTTP method in CORS config. Unsupported method is ${wrong}`;
    throw new AwsError("InvalidRequest", message);
  },
});

const DESTINATIONS = [
  { list: "queues", arn: "queueArn", types: ["aws:sqs/queue:Queue"] },
  { list: "topics", arn: "topicArn", types: ["aws:sns/topic:Topic"] },
  { list: "lambdaFunctions", arn: "lambdaFunctionArn", types: ["aws:lambda/function:Function"] },
] as const;

/** S3 asks each destination; here it is enough that there is one. */
export const bucketNotification = bucketSetting({
  type: "aws:s3/bucketNotification:BucketNotification",
  accept: (inputs, _bucket, cloud) => {
    for (const { list, arn, types } of DESTINATIONS) {
      for (const one of objectsAt(inputs, list)) {
        if (cloud.byArn(textAt(one, arn) ?? "", ...types) !== undefined) continue;
        throw new AwsError("InvalidArgument", "Unable to validate the following destination configurations");
      }
    }
    return { eventbridge: inputs["eventbridge"] ?? false };
  },
});
