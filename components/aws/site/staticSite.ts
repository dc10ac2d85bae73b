import * as pulumi from "@pulumi/pulumi";
import { BucketWebsiteConfiguration } from "@pulumi/aws/s3/bucketWebsiteConfiguration.js";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse, wholeNumberFaults } from "@tidegate/faults";
import type { Domain } from "../network/domainCertificate.ts";
import { domainFaults } from "../network/domainCertificate.ts";
import { prefixFaults } from "../network/names.ts";
import { bucketPolicy } from "./bucketPolicy.ts";
import { Cdn } from "./cdn.ts";
import { INDEX, NONCURRENT_DAYS } from "./defaults.ts";
import { bucketNameFaults, PrivateBucket } from "./privateBucket.ts";

export interface StaticSiteArgs {
  /** The bucket's name, unique in all of AWS: `circle-of-trust-dev-frontend-111122223333`. */
  readonly bucketName: string;
  /** Whether `destroy` stops at a bucket that isn't empty, the files' or the logs'. */
  readonly protect: boolean;
  /** Whether CloudFront serves the site, by HTTPS, from a private bucket. If not, S3 does, by plain HTTP, from a public one. */
  readonly cdn: boolean;
  /** A name of one's own, with `cdn`. Default: CloudFront's name. */
  readonly domain?: Domain;
  /** The page that paths without a file show, for applications that read the path themselves: `index.html`. Default: 404. */
  readonly spaFallback?: string;
  /** Days that replaced and deleted files are kept, 1 or more. Default: 30. */
  readonly noncurrentDays?: number;
  /** ARN of a web ACL of scope `CLOUDFRONT`, with `cdn`. Default: none. */
  readonly webAclArn?: pulumi.Input<string>;
  /**
   * CloudFront logs each request to a private bucket, `<logPrefix>-access-logs-<account>`, with `cdn`: up to 38
   * lower-case letters, digits and hyphens, unique in the account. Default: no access logs.
   */
  readonly logPrefix?: string;
}

/**
 * Files as a web site. They come in from outside (`aws s3 sync`); browsers should be told to ask for `index.html` anew each
 * time, `--cache-control no-cache`, and may keep files whose names carry a hash.
 *
 * @throws InvalidArguments with every fault, before anything is registered.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteHosting.html
 */
export class StaticSite extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  /** Where the site is, without a slash at the end. */
  readonly url: pulumi.Output<string>;
  /** CloudFront's id of the site, for `aws cloudfront create-invalidation`; undefined without `cdn`. */
  readonly distributionId: pulumi.Output<string> | undefined;

  constructor(name: string, args: StaticSiteArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, staticSiteFaults(args, ownName));
    super("tidegate-aws:index:StaticSite", name, {}, opts);
    const bucket = new PrivateBucket(
      `${name}-bucket`,
      {
        bucketName: args.bucketName,
        protect: args.protect,
        noncurrentDays: args.noncurrentDays ?? NONCURRENT_DAYS,
        publicPolicy: !args.cdn,
      },
      { parent: this },
    );
    this.bucketName = bucket.bucketName;
    const cdn = args.cdn ? new Cdn(`${name}-cdn`, { ...args, bucket }, { parent: this }) : undefined;
    this.distributionId = cdn?.distributionId;
    this.url = cdn?.url ?? this.plainSite(name, args, bucket);
    // One resource for both ways: S3 keeps one policy a bucket, and the end of another one would take it away.
    bucketPolicy(`${name}-policy`, bucket, cdn?.grants ?? [EVERYONE], { parent: this }, !args.cdn);
    this.registerOutputs({ bucketName: this.bucketName, url: this.url, distributionId: this.distributionId });
  }

  /** S3's own website. What it can't do: HTTPS, and another status than 404 for the fallback page. */
  private plainSite(name: string, { spaFallback }: StaticSiteArgs, bucket: PrivateBucket): pulumi.Output<string> {
    const website = new BucketWebsiteConfiguration(
      `${name}-website`,
      {
        bucket: bucket.bucketName,
        indexDocument: { suffix: INDEX },
        errorDocument: spaFallback === undefined ? undefined : { key: spaFallback },
      },
      { parent: this },
    );
    return pulumi.interpolate`http://${website.websiteEndpoint}`;
  }
}

/** The arguments that a caller chooses. */
export type StaticSiteChoice = Pick<
  StaticSiteArgs,
  "bucketName" | "cdn" | "domain" | "spaFallback" | "noncurrentDays" | "webAclArn" | "logPrefix"
>;

/** What is wrong with the bucket's name, the days, the fallback, and what only goes with CloudFront. */
export function staticSiteFaults(args: StaticSiteChoice, label: Label): Fault[] {
  const { cdn, domain, webAclArn, spaFallback, logPrefix } = args;
  const onlyWithCdn = (argument: string, given: unknown) =>
    cdn || given === undefined
      ? []
      : [
          {
            path: label(argument),
            given,
            accepted: `nothing, or ${label("cdn")} true: S3's own website can't have it`,
          },
        ];
  const fallback = { path: label("spaFallback"), given: spaFallback, accepted: "a file's key, as in index.html" };
  return [
    ...bucketNameFaults(label("bucketName"), args.bucketName),
    ...wholeNumberFaults(label("noncurrentDays"), args.noncurrentDays ?? NONCURRENT_DAYS, 1, 3650),
    ...(spaFallback === undefined || /^[^/\s][^\s]*$/.test(spaFallback) ? [] : [fallback]),
    ...onlyWithCdn("domain", domain?.domainName),
    ...onlyWithCdn("webAclArn", typeof webAclArn === "object" ? "an output" : webAclArn),
    ...onlyWithCdn("logPrefix", logPrefix),
    ...(logPrefix === undefined ? [] : prefixFaults(label("logPrefix"), logPrefix, LOG_PREFIX_LENGTH)),
    ...(domain === undefined ? [] : domainFaults(domain, (part) => label(`domain.${part}`))),
  ];
}

/** `-access-logs-` and an account's twelve digits still fit into a bucket's name. */
const LOG_PREFIX_LENGTH = 38;

/** Whoever asks S3's own website for a file. */
const EVERYONE = { Sid: "Readers", Principal: "*", Action: ["s3:GetObject"], objects: "*" } as const;
