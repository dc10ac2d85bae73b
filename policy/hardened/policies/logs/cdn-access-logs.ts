import type { StackPolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, isGiven, mayBe } from "../look.ts";
import { Candidates, findingOn, ofType } from "../stack.ts";

/** CloudFront logs either as the distribution says or, the newer way, by a delivery of CloudWatch's. */
export const cdnAccessLogs: StackPolicy = {
  name: "cdn-access-logs",
  about: "stack",
  description: "Each CloudFront distribution writes access logs.",
  remedy: "Set loggingConfig.bucket, or add an aws.cloudwatch.LogDeliverySource of the distribution's ACCESS_LOGS.",
  sources: [
    "order-tracking's requirements: hardening checklist (access logs)",
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/AccessLogs.html",
  ],
  levels: BY_ENVIRONMENT,
  judge: (resources) => {
    const silent = ofType(resources, "aws:cloudfront/distribution:Distribution").filter(
      ({ props }) => !mayBe(at(props, "loggingConfig", "bucket"), isGiven),
    );
    const delivered = ofType(resources, "aws:cloudwatch/logDeliverySource:LogDeliverySource").map(
      ({ props }) => props["resourceArn"],
    );
    return new Candidates(silent, ["arn"])
      .meantByNone(delivered)
      .map((one) => findingOn(one, "", "writes no access logs"));
  },
};
