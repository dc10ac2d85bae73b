/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliveryDestination.html */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { makeArn, parseArn } from "../../arn.ts";
import { oneOf } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { objectAt } from "../../parts.ts";
import { needBucket } from "../s3/types.ts";
import { refuseInUse } from "./deliveryEnds.ts";
import { deliveryName } from "./deliverySource.ts";
import { needLogGroup } from "./logGroup.ts";

export const DELIVERY_DESTINATION = "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination";

export const deliveryDestination: Kind = {
  type: DELIVERY_DESTINATION,
  name: deliveryName,
  replaces: ["name", "outputFormat"],
  check: (inputs) => [
    ...oneOf(inputs, "outputFormat", ["json", "plain", "w3c", "raw", "parquet"]),
    ...oneOf(inputs, "deliveryDestinationType", ["S3", "CWL", "FH", "XRAY"]),
  ],
  create({ inputs }, cloud) {
    const name = textAt(inputs, "name") ?? "";
    const { region, account } = cloud;
    const deliveryDestinationType = accept(inputs, cloud);
    const arn = makeArn({ service: "logs", region, account, resource: `delivery-destination:${name}` });
    return { id: name, outputs: { arn, deliveryDestinationType } };
  },
  update: ({ inputs }, cloud) => ({ deliveryDestinationType: accept(inputs, cloud) }),
  remove: (resource, cloud) => refuseInUse(resource, "deliveryDestinationArn", resource.outputs["arn"], cloud),
};

/** ARN of what receives the logs; empty where the destination has none. */
export function receiverOf(inputs: Properties): string {
  return textAt(objectAt(inputs, "deliveryDestinationConfiguration"), "destinationResourceArn") ?? "";
}

/** A bucket's ARN may go on with a folder: `arn:aws:s3:::logs/site`. */
export function bucketIn(arn: string): { readonly bucket: string; readonly folder: string } | undefined {
  const [, bucket, folder = ""] = /^arn:aws:s3:::([^/]+)(?:\/(.+))?$/.exec(arn) ?? [];
  return bucket === undefined ? undefined : { bucket, folder };
}

/** @returns the type of destination. @throws AwsError */
function accept(inputs: Properties, cloud: Cloud): string {
  if (inputs["deliveryDestinationType"] === "XRAY") return "XRAY";
  const arn = receiverOf(inputs);
  const at = bucketIn(arn);
  const type = at === undefined ? TYPES[parseArn(arn)?.service ?? ""] : "S3";
  if (type === undefined) {
    throw new AwsError("ValidationException", `${arn} is the ARN of no bucket, log group or delivery stream`);
  }
  if (at !== undefined) needBucket(at.bucket, cloud);
  if (type === "CWL") needLogGroup(/:log-group:([^:]+)/.exec(arn)?.[1], cloud);
  if (inputs["outputFormat"] === "parquet" && type !== "S3") {
    throw new AwsError("ValidationException", "The output format parquet is for destinations on S3 alone");
  }
  return type;
}

const TYPES: Readonly<Record<string, string>> = { logs: "CWL", firehose: "FH" };
