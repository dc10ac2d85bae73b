import * as pulumi from "@pulumi/pulumi";
import { Distribution } from "@pulumi/aws/cloudfront/distribution.js";
import { OriginAccessControl } from "@pulumi/aws/cloudfront/originAccessControl.js";
import { aliasRecords } from "../network/aliasRecords.ts";
import { CLOUDFRONT_REGION } from "../network/defaults.ts";
import type { Domain } from "../network/domainCertificate.ts";
import { DomainCertificate } from "../network/domainCertificate.ts";
import type { BucketGrant } from "./bucketPolicy.ts";
import { CdnAccessLogs } from "./cdnAccessLogs.ts";
import { CACHING_OPTIMIZED, INDEX, SECURITY_HEADERS, VIEWER_TLS } from "./defaults.ts";
import type { PrivateBucket } from "./privateBucket.ts";

export interface CdnArgs {
  /** What is served. */
  readonly bucket: PrivateBucket;
  /** The name of the origin access control, unique in the account: the bucket's. */
  readonly bucketName: string;
  readonly domain?: Domain;
  readonly spaFallback?: string;
  readonly webAclArn?: pulumi.Input<string>;
  /** What the names around its access logs begin with. Default: none are written. */
  readonly logPrefix?: string;
  /** Whether `destroy` keeps access logs. */
  readonly protect: boolean;
}

/**
 * CloudFront before a private bucket, and the only one who may read it where the bucket's policy has these `grants`, which
 * name this distribution.
 *
 * CloudFront may also list the bucket. No visitor can make it do so, but S3 then says of a missing file that it is missing
 * (404), and else that it is forbidden (403). So the fallback page stands for 404 alone, and what the web ACL refuses stays
 * refused.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/cloudfront/distribution/
 */
export class Cdn extends pulumi.ComponentResource {
  readonly distributionId: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  /** What the bucket's policy must let. */
  readonly grants: readonly BucketGrant[];

  constructor(name: string, args: CdnArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tidegate-aws:index:Cdn", name, {}, opts);
    const distribution = this.distribution(name, args);
    this.grants = [
      { ...grantTo(distribution), Sid: "Read", Action: ["s3:GetObject"], objects: "*" },
      { ...grantTo(distribution), Sid: "List", Action: ["s3:ListBucket"] },
    ];
    if (args.domain !== undefined) {
      const { domainName: dnsName, hostedZoneId: zoneId } = distribution;
      aliasRecords(`${name}-alias`, args.domain, { dnsName, zoneId }, { parent: this });
    }
    const { logPrefix: prefix, protect } = args;
    if (prefix !== undefined) {
      const logs = { prefix, protect, distributionArn: distribution.arn };
      new CdnAccessLogs(`${name}-logs`, logs, { parent: this });
    }
    this.distributionId = distribution.id;
    this.url = pulumi.interpolate`https://${args.domain?.domainName ?? distribution.domainName}`;
    this.registerOutputs({ distributionId: this.distributionId, url: this.url });
  }

  private distribution(name: string, args: CdnArgs): Distribution {
    const { domain, spaFallback } = args;
    const access = new OriginAccessControl(
      `${name}-access`,
      {
        name: args.bucketName,
        originAccessControlOriginType: "s3",
        signingBehavior: "always",
        signingProtocol: "sigv4",
      },
      { parent: this },
    );
    return new Distribution(
      name,
      {
        enabled: true,
        comment: args.bucketName,
        httpVersion: "http2and3",
        isIpv6Enabled: true,
        priceClass: "PriceClass_100",
        aliases: domain === undefined ? [] : [domain.domainName],
        viewerCertificate: this.certificate(name, domain),
        origins: [{ originId: ORIGIN, domainName: args.bucket.regionalDomainName, originAccessControlId: access.id }],
        defaultRootObject: INDEX,
        defaultCacheBehavior: {
          targetOriginId: ORIGIN,
          viewerProtocolPolicy: "redirect-to-https",
          allowedMethods: ["GET", "HEAD", "OPTIONS"],
          cachedMethods: ["GET", "HEAD"],
          compress: true,
          cachePolicyId: CACHING_OPTIMIZED,
          responseHeadersPolicyId: SECURITY_HEADERS,
        },
        customErrorResponses:
          spaFallback === undefined
            ? []
            : [{ errorCode: 404, responseCode: 200, responsePagePath: `/${spaFallback}`, errorCachingMinTtl: 0 }],
        restrictions: { geoRestriction: { restrictionType: "none" } },
        webAclId: args.webAclArn,
      },
      { parent: this },
    );
  }

  /** Under CloudFront's own name the certificate, and the oldest TLS, are CloudFront's choice. */
  private certificate(name: string, domain: Domain | undefined) {
    if (domain === undefined) return { cloudfrontDefaultCertificate: true };
    const certificate = new DomainCertificate(
      `${name}-certificate`,
      { ...domain, region: CLOUDFRONT_REGION },
      { parent: this },
    );
    return { acmCertificateArn: certificate.arn, sslSupportMethod: "sni-only", minimumProtocolVersion: VIEWER_TLS };
  }
}

const ORIGIN = "bucket";

function grantTo(distribution: Distribution) {
  return {
    Principal: { Service: "cloudfront.amazonaws.com" },
    Condition: { StringEquals: { "AWS:SourceArn": distribution.arn } },
  };
}
