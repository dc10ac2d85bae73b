import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, byType, itemsOf, must, within } from "../look.ts";

const isHttps = (value: unknown): boolean => value === "redirect-to-https" || value === "https-only";

/** What a browser asks by HTTP is redirected, and what CloudFront asks a server for goes by HTTPS. */
export const cdnHttps: ResourcePolicy = {
  name: "cdn-https",
  about: "resource",
  description: "CloudFront serves by HTTPS alone, and asks its origins by HTTPS alone.",
  remedy:
    "Set viewerProtocolPolicy to redirect-to-https, and originProtocolPolicy of each custom origin to https-only.",
  sources: [
    "circle-of-trust's requirements: security best practices (encryption in transit)",
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https.html",
  ],
  levels: BY_ENVIRONMENT,
  ...byType({
    "aws:cloudfront/distribution:Distribution": (props) => [
      ...[...itemsOf(at(props, "defaultCacheBehavior")), ...itemsOf(at(props, "orderedCacheBehaviors"))].flatMap(
        (behavior) => must(within(behavior, "viewerProtocolPolicy"), isHttps, "lets browsers read and send in plain"),
      ),
      ...itemsOf(at(props, "origins"))
        .flatMap((origin) => itemsOf(within(origin, "customOriginConfig")))
        .flatMap((origin) =>
          must(
            within(origin, "originProtocolPolicy"),
            (value) => value === "https-only",
            "lets CloudFront ask the origin in plain",
          ),
        ),
    ],
  }),
};
