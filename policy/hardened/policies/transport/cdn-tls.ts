import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, byType, is, isntTrue, isTrue, must, textOf } from "../look.ts";

/** CloudFront takes TLS 1.0 under its own domain, whatever else is set. */
export const cdnTls: ResourcePolicy = {
  name: "cdn-tls",
  about: "resource",
  description: "CloudFront speaks TLS 1.2 or later with browsers.",
  remedy: "Give the distribution a domain with a certificate, and set minimumProtocolVersion to TLSv1.2_2021 or later.",
  sources: [
    "circle-of-trust's requirements: security best practices (encryption in transit)",
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html",
  ],
  levels: BY_ENVIRONMENT,
  ...byType({
    "aws:cloudfront/distribution:Distribution": (props) => {
      const own = at(props, "viewerCertificate", "cloudfrontDefaultCertificate");
      if (is(own, isTrue)) {
        return must(own, isntTrue, "is CloudFront's own certificate, under which browsers may speak TLS 1.0");
      }
      return must(
        at(props, "viewerCertificate", "minimumProtocolVersion"),
        (value) => /^TLSv1\.[23]/.test(textOf(value)),
        "lets browsers speak TLS 1.0 or 1.1",
      );
    },
  }),
};
