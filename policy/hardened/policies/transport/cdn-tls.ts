import type { Bag, Finding, ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, byType, is, isntTrue, isTrue, itemsOf, must, textOf, within } from "../look.ts";

function withBrowsers(props: Bag): Finding[] {
  const own = at(props, "viewerCertificate", "cloudfrontDefaultCertificate");
  if (is(own, isTrue)) {
    return must(own, isntTrue, "is CloudFront's own certificate, under which browsers may speak TLS 1.0");
  }
  return must(
    at(props, "viewerCertificate", "minimumProtocolVersion"),
    (value) => MODERN.test(textOf(value)),
    "lets browsers speak TLS 1.0 or 1.1",
  );
}

function withOrigins(props: Bag): Finding[] {
  return itemsOf(at(props, "origins"))
    .flatMap((origin) => itemsOf(within(origin, "customOriginConfig", "originSslProtocols")))
    .flatMap((protocol) => must(protocol, (value) => MODERN.test(textOf(value)), "is older than TLS 1.2"));
}

const MODERN = /^TLSv1\.[23]/;

/** CloudFront takes TLS 1.0 under its own domain, whatever else is set. */
export const cdnTls: ResourcePolicy = {
  name: "cdn-tls",
  about: "resource",
  description: "CloudFront speaks TLS 1.2 or later, with browsers and with its origins.",
  remedy:
    "Give the distribution a domain with a certificate, set minimumProtocolVersion to TLSv1.2_2021 or later, and originSslProtocols to TLSv1.2.",
  sources: [
    "circle-of-trust's requirements: security best practices (encryption in transit)",
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html",
  ],
  levels: BY_ENVIRONMENT,
  ...byType({
    "aws:cloudfront/distribution:Distribution": (props) => [...withBrowsers(props), ...withOrigins(props)],
  }),
};
