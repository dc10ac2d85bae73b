/**
 * The way from a delivery source to a destination.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateDelivery.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html
 */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { makeArn } from "../../arn.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import type { Resource } from "../../resource.ts";
import { letsIn } from "../s3/receives.ts";
import { needBucket } from "../s3/types.ts";
import { bucketIn, DELIVERY_DESTINATION, receiverOf } from "./deliveryDestination.ts";
import { DELIVERY } from "./deliveryEnds.ts";
import { DELIVERY_SOURCE } from "./deliverySource.ts";

export const delivery: Kind = {
  type: DELIVERY,
  replaces: ["deliverySourceName", "deliveryDestinationArn"],
  create({ inputs }, cloud) {
    const source = needSource(inputs, cloud);
    const destination = needDestination(inputs, cloud);
    refuseTwin(inputs, cloud);
    const to = bucketIn(receiverOf(destination.inputs));
    if (to !== undefined) acceptBucket(to, source, cloud);
    const id = cloud.token(16);
    const { region, account } = cloud;
    const arn = makeArn({ service: "logs", region, account, resource: `delivery:${id}` });
    return { id, outputs: { arn, ...defaults(inputs, source, to !== undefined) } };
  },
};

function needSource(inputs: Properties, cloud: Cloud): Resource {
  const source = cloud.get(DELIVERY_SOURCE, textAt(inputs, "deliverySourceName") ?? "");
  if (source !== undefined) return source;
  throw new AwsError("ResourceNotFoundException", "The specified delivery source does not exist in this region.");
}

function needDestination(inputs: Properties, cloud: Cloud): Resource {
  const destination = cloud.byArn(textAt(inputs, "deliveryDestinationArn") ?? "", DELIVERY_DESTINATION);
  if (destination?.region === cloud.region) return destination;
  throw new AwsError("ResourceNotFoundException", "The specified delivery destination does not exist in this region.");
}

function refuseTwin({ deliverySourceName, deliveryDestinationArn }: Properties, cloud: Cloud): void {
  const isThere = cloud
    .list(DELIVERY)
    .some(
      ({ inputs }) =>
        inputs["deliverySourceName"] === deliverySourceName &&
        inputs["deliveryDestinationArn"] === deliveryDestinationArn,
    );
  if (isThere) throw new AwsError("ConflictException", "A delivery of this source to this destination exists already.");
}

/**
 * The bucket's policy has to name the source. AWS adds the statement where the caller may change the policy; nobody's
 * program would know of it, and the policy's next update takes it away again: so it is refused here.
 */
function acceptBucket(to: { readonly bucket: string; readonly folder: string }, source: Resource, cloud: Cloud): void {
  const bucket = needBucket(to.bucket, cloud);
  const folder = to.folder === "" ? "" : `${to.folder}/`;
  const request = {
    service: "delivery.logs.amazonaws.com",
    action: "s3:PutObject",
    resource: `arn:aws:s3:::${to.bucket}/${folder}AWSLogs/${cloud.account}/${folderOf(source)}/log`,
    sourceArn: textAt(source.outputs, "arn") ?? "",
    context: { "s3:x-amz-acl": "bucket-owner-full-control" },
  };
  if (letsIn(bucket, request, cloud)) return;
  const message = `Access denied: the policy of ${to.bucket} doesn't let ${request.service} write ${request.resource} for ${request.sourceArn}`;
  throw new AwsError("AccessDeniedException", message);
}

function folderOf({ outputs }: Resource): string {
  const service = textAt(outputs, "service") ?? "";
  return service === "cloudfront" ? "CloudFront" : service;
}

/** What AWS chooses, and the provider keeps, where the program says nothing. */
function defaults(inputs: Properties, source: Resource, isOnS3: boolean): Properties {
  const suffixPath = `AWSLogs/{account-id}/${folderOf(source)}/`;
  return {
    recordFields: inputs["recordFields"] ?? (source.outputs["service"] === "cloudfront" ? CDN_FIELDS : []),
    s3DeliveryConfigurations:
      inputs["s3DeliveryConfigurations"] ?? (isOnS3 ? [{ enableHiveCompatiblePath: false, suffixPath }] : []),
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html */
const CDN_FIELDS = [
  "date",
  "time",
  "x-edge-location",
  "sc-bytes",
  "c-ip",
  "cs-method",
  "cs(Host)",
  "cs-uri-stem",
  "sc-status",
  "cs(Referer)",
  "cs(User-Agent)",
  "cs-uri-query",
  "cs(Cookie)",
  "x-edge-result-type",
  "x-edge-request-id",
  "x-host-header",
  "cs-protocol",
  "cs-bytes",
  "time-taken",
  "x-forwarded-for",
  "ssl-protocol",
  "ssl-cipher",
  "x-edge-response-result-type",
  "cs-protocol-version",
  "fle-status",
  "fle-encrypted-fields",
  "c-port",
  "time-to-first-byte",
  "x-edge-detailed-result-type",
  "sc-content-type",
  "sc-content-len",
  "sc-range-start",
  "sc-range-end",
];
