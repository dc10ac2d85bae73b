/** What CloudFront refuses of distributions. */
import type { Failure } from "../../../plugins/protocol/provider.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { elements, exactlyOne, isGiven, known, matches, needed, oneOf, refuse } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt, textsAt } from "../../kind.ts";
import { objectAt, objectsAt } from "../../parts.ts";
import { CERTIFICATE, covers, isIssued } from "../acm/issue.ts";
import { DISTRIBUTION, FUNCTION, ORIGIN_ACCESS_CONTROL } from "./origins.ts";
import { behavioursOf, needPolicies } from "./policies.ts";

const TLS = [
  "SSLv3",
  "TLSv1",
  "TLSv1_2016",
  "TLSv1.1_2016",
  "TLSv1.2_2018",
  "TLSv1.2_2019",
  "TLSv1.2_2021",
  "TLSv1.2_2025",
  "TLSv1.3_2025",
];

export function checkDistribution(inputs: Properties): Failure[] {
  const certificate = "viewerCertificate.acmCertificateArn";
  return [
    ...oneOf(inputs, "httpVersion", ["http1.1", "http2", "http2and3", "http3"]),
    ...oneOf(inputs, "priceClass", ["PriceClass_100", "PriceClass_200", "PriceClass_All"]),
    ...oneOf(inputs, "restrictions.geoRestriction.restrictionType", ["blacklist", "none", "whitelist"]),
    ...oneOf(inputs, "viewerCertificate.minimumProtocolVersion", TLS),
    ...oneOf(inputs, "viewerCertificate.sslSupportMethod", ["sni-only", "static-ip", "vip"]),
    ...(isGiven(inputs, certificate)
      ? needed(inputs, "viewerCertificate.sslSupportMethod", `with ${certificate}`)
      : []),
    ...["defaultCacheBehavior", ...elements(inputs, "orderedCacheBehaviors")].flatMap((at) => [
      ...oneOf(inputs, `${at}.viewerProtocolPolicy`, ["allow-all", "https-only", "redirect-to-https"]),
      ...exactlyOne(inputs, [`${at}.cachePolicyId`, `${at}.forwardedValues`]),
    ]),
    ...elements(inputs, "customErrorResponses").flatMap((at) => checkErrorResponse(inputs, at)),
  ];
}

function checkErrorResponse(inputs: Properties, at: string): Failure[] {
  const path = `${at}.responsePagePath`;
  const together = isGiven(inputs, path) === isGiven(inputs, `${at}.responseCode`);
  return [
    ...(together ? [] : refuse(path, `${path} and ${at}.responseCode go together`)),
    ...matches(inputs, path, /^\//, "a path that begins with /"),
    ...checkCode(inputs, `${at}.errorCode`),
  ];
}

const CODES: readonly unknown[] = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

function checkCode(inputs: Properties, path: string): Failure[] {
  const code = known(inputs, path);
  if (code === undefined || CODES.includes(code)) return [];
  return refuse(path, `expected ${path} to be one of ${JSON.stringify(CODES)}, got ${JSON.stringify(code)}`);
}

/** @param own the distribution's id, where it exists already. @throws AwsError */
export function refuseDistribution(inputs: Properties, cloud: Cloud, own = ""): void {
  refuseOrigins(inputs, cloud);
  for (const behaviour of behavioursOf(inputs)) {
    needPolicies(behaviour, cloud);
    refuseFunctions(behaviour, cloud);
  }
  refuseAliases(inputs, cloud, own);
  refuseWebAcl(textAt(inputs, "webAclId"), cloud);
  refuseLogging(textAt(objectAt(inputs, "loggingConfig"), "bucket"), cloud);
}

function refuseOrigins(inputs: Properties, cloud: Cloud): void {
  const origins = objectsAt(inputs, "origins");
  const groups = objectsAt(inputs, "originGroups");
  const ids = new Set([...origins, ...groups].map((origin) => textAt(origin, "originId")));
  if (behavioursOf(inputs).some((behaviour) => !ids.has(textAt(behaviour, "targetOriginId")))) {
    throw new AwsError("NoSuchOrigin", "One or more of your origins or origin groups do not exist.");
  }
  for (const origin of origins) {
    const control = textAt(origin, "originAccessControlId");
    if (control !== undefined && control !== "" && cloud.get(ORIGIN_ACCESS_CONTROL, control) === undefined) {
      throw new AwsError("NoSuchOriginAccessControl", "The specified origin access control does not exist.");
    }
    const isBucket = /\.s3[.-][^/]*amazonaws\.com$/.test(textAt(origin, "domainName") ?? "");
    if (!isBucket && ["customOriginConfig", "vpcOriginConfig"].every((name) => origin[name] === undefined)) {
      throw new AwsError("InvalidArgument", "The parameter Origin DomainName does not refer to a valid S3 bucket.");
    }
  }
}

function refuseFunctions(behaviour: Properties, cloud: Cloud): void {
  for (const association of objectsAt(behaviour, "functionAssociations")) {
    const arn = textAt(association, "functionArn") ?? "";
    const live = textAt(cloud.byArn(arn, FUNCTION)?.outputs ?? {}, "liveStageEtag") ?? "";
    if (live !== "") continue;
    throw new AwsError("InvalidFunctionAssociation", `The function ${arn} does not exist or is not published.`);
  }
}

function refuseAliases(inputs: Properties, cloud: Cloud, own: string): void {
  const aliases = textsAt(inputs, "aliases");
  const settings = objectAt(inputs, "viewerCertificate");
  const arn = textAt(settings, "acmCertificateArn");
  const certificate = arn === undefined ? undefined : cloud.byArn(arn, CERTIFICATE);
  if (arn !== undefined && (certificate?.region !== "us-east-1" || !isIssued(certificate, cloud))) {
    throw viewer(
      "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.",
    );
  }
  if (aliases.length > 0 && arn === undefined && settings["iamCertificateId"] === undefined) {
    throw viewer(
      "To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted certificate that validates your authorization to use the domain name.",
    );
  }
  if (certificate !== undefined && aliases.some((alias) => !covers(certificate, alias))) {
    throw viewer(
      "The certificate that is attached to your distribution doesn't cover the alternate domain name (CNAME) that you're trying to add.",
    );
  }
  const others = cloud.list(DISTRIBUTION).filter((other) => other.id !== own);
  if (others.some((other) => textsAt(other.inputs, "aliases").some((alias) => aliases.includes(alias)))) {
    throw new AwsError(
      "CNAMEAlreadyExists",
      "One or more of the CNAMEs you provided are already associated with a different resource.",
    );
  }
}

const viewer = (message: string): AwsError => new AwsError("InvalidViewerCertificate", message);

function refuseWebAcl(arn: string | undefined, cloud: Cloud): void {
  if (arn === undefined || arn === "") return;
  const acl = cloud.byArn(arn, "aws:wafv2/webAcl:WebAcl");
  if (acl?.inputs["scope"] === "CLOUDFRONT") return;
  throw new AwsError("InvalidWebACLId", `Web ACL is not accessible by the requester: ${arn}`);
}

/** Standard logs are written with access control lists, which new buckets have switched off. */
function refuseLogging(host: string | undefined, cloud: Cloud): void {
  if (host === undefined || host === "") return;
  const bucket = host.replace(/\.s3[.-][^/]*amazonaws\.com$/, "");
  const controls = cloud.everywhere("aws:s3/bucketOwnershipControls:BucketOwnershipControls");
  const own = controls.find(({ inputs }) => inputs["bucket"] === bucket);
  const ownership = textAt(objectAt(own?.inputs ?? {}, "rule"), "objectOwnership") ?? "BucketOwnerEnforced";
  if (ownership !== "BucketOwnerEnforced") return;
  throw new AwsError(
    "InvalidArgument",
    `The S3 bucket that you specified for CloudFront logs does not enable ACL access: ${host}`,
  );
}
