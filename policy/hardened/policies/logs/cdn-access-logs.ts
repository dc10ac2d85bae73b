import type { StackPolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, isGiven, mayBe } from "../look.ts";
import { Candidates, findingOn, ofType } from "../stack.ts";

/** CloudFront logs either as the distribution says or, the newer way, by a delivery of CloudWatch's. */
export const cdnAccessLogs: StackPolicy = {
  name: "cdn-access-logs",
  about: "stack",
  description: "Each CloudFront distribution writes access logs.",
  remedy:
    "Set loggingConfig.bucket, or add an aws.cloudwatch.LogDeliverySource of the distribution's ACCESS_LOGS with a LogDelivery to a bucket.",
  sources: [
    "order-tracking's requirements: hardening checklist (access logs)",
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/AccessLogs.html",
  ],
  levels: BY_ENVIRONMENT,
  judge: (resources) => {
    const silent = ofType(resources, "aws:cloudfront/distribution:Distribution").filter(
      ({ props }) => !mayBe(at(props, "loggingConfig", "bucket"), isGiven),
    );
    const sources = ofType(resources, "aws:cloudwatch/logDeliverySource:LogDeliverySource");
    const ways = ofType(resources, "aws:cloudwatch/logDelivery:LogDelivery").map(
      ({ props }) => props["deliverySourceName"],
    );
    // A source that no delivery takes anywhere writes nothing.
    const idle = new Set(new Candidates(sources, ["name"]).meantByNone(ways));
    const delivered = sources.filter((one) => !idle.has(one)).map(({ props }) => props["resourceArn"]);
    return new Candidates(silent, ["arn"])
      .meantByNone(delivered)
      .map((one) => findingOn(one, "", "writes no access logs"));
  },
};
