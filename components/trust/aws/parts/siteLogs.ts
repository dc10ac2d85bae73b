/** The delivery of CloudFront's access logs, which is in us-east-1 wherever the stack is. */
import type { Needs, System } from "../system.ts";
import { allow, arnIn, claimed, globalArn, kept, owned, unclaimed } from "../system.ts";

/**
 * Source and destination have names of the system's own; a delivery's id is AWS's choice, so that its tags say whose it is.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-service-specific.html
 */
export function siteLogNeeds(system: System): Needs {
  const { siteLogs } = system;
  if (siteLogs === undefined) return { read: [], write: [] };
  const logs = (resource: string) => arnIn({ ...system, region: "us-east-1" }, "logs", resource);
  const ends = [logs(`delivery-source:${siteLogs}`), logs(`delivery-destination:${siteLogs}`)];
  const deliveries = [logs("delivery:*")];
  const distributions = [globalArn(system, "cloudfront", "distribution/*")];
  return {
    read: [
      allow(
        "LookAtLogEnds",
        ["logs:GetDeliveryDestination", "logs:GetDeliverySource", "logs:ListTagsForResource"],
        ends,
      ),
      allow("LookAtLogDelivery", ["logs:GetDelivery", "logs:ListTagsForResource"], deliveries, owned(system)),
    ],
    write: [
      // CloudWatch asks CloudFront whether the caller may have this distribution logged.
      allow("LogOwnDistribution", ["cloudfront:AllowVendedLogDeliveryForResource"], distributions, owned(system)),
      allow(
        "ChangeOwnLogEnds",
        [
          "logs:CreateDelivery",
          "logs:DeleteDeliveryDestination",
          "logs:DeleteDeliverySource",
          "logs:PutDeliveryDestination",
          "logs:PutDeliverySource",
          "logs:TagResource",
          "logs:UntagResource",
          "logs:UpdateDeliveryConfiguration",
        ],
        ends,
      ),
      allow("MakeLogDelivery", ["logs:CreateDelivery"], deliveries, claimed(system)),
      allow("TagNewLogDelivery", ["logs:TagResource"], deliveries, unclaimed(system)),
      allow(
        "ChangeOwnLogDelivery",
        ["logs:DeleteDelivery", "logs:TagResource", "logs:UntagResource", "logs:UpdateDeliveryConfiguration"],
        deliveries,
        kept(system),
      ),
    ],
  };
}
