/**
 * What sends logs: a CloudFront distribution, for instance.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliverySource.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
 */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { makeArn, parseArn } from "../../arn.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Kind, NameRule } from "../../kind.ts";
import { DISTRIBUTION } from "../cloudfront/origins.ts";
import { refuseInUse } from "./deliveryEnds.ts";

export const DELIVERY_SOURCE = "aws:cloudwatch/logDeliverySource:LogDeliverySource";

/** Of sources and of destinations. */
export const deliveryName: NameRule = {
  property: "name",
  max: 60,
  pattern: /^[\w-]{1,60}$/,
  accepted: "letters, digits, underscores and hyphens, 60 characters at most",
};

export const deliverySource: Kind = {
  type: DELIVERY_SOURCE,
  name: deliveryName,
  replaces: ["name", "logType", "resourceArn"],
  create({ inputs }, cloud) {
    const name = textAt(inputs, "name") ?? "";
    const { region, account } = cloud;
    const service = accept(inputs, cloud);
    const arn = makeArn({ service: "logs", region, account, resource: `delivery-source:${name}` });
    return { id: name, outputs: { arn, service } };
  },
  remove: (resource, cloud) => refuseInUse(resource, "deliverySourceName", resource.id, cloud),
};

/** @returns the service that sends. @throws AwsError */
function accept(inputs: Properties, cloud: Cloud): string {
  const [arn = "", logType] = [textAt(inputs, "resourceArn"), textAt(inputs, "logType")];
  const service = parseArn(arn)?.service;
  if (service === undefined) throw invalid(`resourceArn ${arn} is no ARN`);
  if (service === "cloudfront") acceptDistribution(arn, logType, cloud);
  const twin = cloud
    .everywhere(DELIVERY_SOURCE)
    .find(({ inputs: its }) => its["resourceArn"] === arn && its["logType"] === logType);
  if (twin !== undefined) {
    const message = "This ResourceId has already been used in another Delivery Source in this account";
    throw new AwsError("ConflictException", message);
  }
  return service;
}

function acceptDistribution(arn: string, logType: string | undefined, cloud: Cloud): void {
  if (cloud.region !== "us-east-1") {
    throw invalid(`CloudFront's delivery sources are in us-east-1, not in ${cloud.region}`);
  }
  if (logType !== "ACCESS_LOGS") throw invalid(`CloudFront sends ACCESS_LOGS, not ${logType ?? ""}`);
  if (cloud.byArn(arn, DISTRIBUTION) !== undefined) return;
  throw new AwsError("ResourceNotFoundException", `The distribution ${arn} does not exist.`);
}

const invalid = (message: string) => new AwsError("ValidationException", message);
