import assert from "node:assert/strict";
import type { Resource } from "../../../../rehearsal/aws/resource.ts";
import {
  DISTRIBUTION,
  FUNCTION,
  ORIGIN_ACCESS_CONTROL,
} from "../../../../rehearsal/aws/services/cloudfront/origins.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { Account } from "../account.ts";
import { certificateFor, issued, zoneIn } from "../domain.ts";
import { caught, refused } from "../refused.ts";

const OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const BEHAVIOUR = {
  targetOriginId: "bucket",
  viewerProtocolPolicy: "redirect-to-https",
  allowedMethods: ["GET", "HEAD"],
  cachedMethods: ["GET", "HEAD"],
  cachePolicyId: OPTIMIZED,
};
const ORIGIN = { originId: "bucket", domainName: "site-of-web.s3.eu-central-1.amazonaws.com" };
const SITE = {
  enabled: true,
  origins: [ORIGIN],
  defaultCacheBehavior: BEHAVIOUR,
  restrictions: { geoRestriction: { restrictionType: "none" } },
  viewerCertificate: { cloudfrontDefaultCertificate: true },
};

describe("CloudFront on the embedded AWS", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  const site = (changes: Properties = {}) => account.make(DISTRIBUTION, { ...SITE, ...changes });
  const control = () =>
    account.make(ORIGIN_ACCESS_CONTROL, {
      name: "site",
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    });
  const named = (certificate: Resource, name = "www.example.com"): Properties => ({
    aliases: [name],
    viewerCertificate: { acmCertificateArn: certificate.id, sslSupportMethod: "sni-only" },
  });

  it("names a distribution, and deploys it for a while, also after a change", () => {
    const made = site();
    assert.match(made.id, /^E[0-9A-Z]{13}$/);
    assert.equal(made.outputs["arn"], `arn:aws:cloudfront::111122223333:distribution/${made.id}`);
    assert.match(JSON.stringify(made.outputs["domainName"]), /^"d[a-z0-9]{13}\.cloudfront\.net"$/);
    assert.equal(made.outputs["hostedZoneId"], "Z2FDTNDATAQYW2");
    assert.equal(account.settled(made).state, "pending");
    account.pass(60);
    assert.equal(account.look(made)?.outputs["status"], "Deployed");
    const changed = account.change(made, { ...SITE, comment: "changed" });
    assert.equal(account.settled(changed).state, "pending");
    assert.notEqual(changed.outputs["etag"], made.outputs["etag"]);
    const hasty = account.change(made, { ...SITE, waitForDeployment: false });
    assert.equal(account.settled(hasty).state, "ready");
  });

  it("serves a name by a certificate of us-east-1, and lets no other have it", () => {
    const certificate = issued(account, "www.example.com", zoneIn(account).id, "us-east-1");
    const made = site(named(certificate));
    refused(() => site(named(certificate)), "CNAMEAlreadyExists", /already associated/);
    assert.ok(account.change(made, { ...SITE, ...named(certificate) }));
  });

  it("reads a bucket by an access control, which stays as long", () => {
    const { id } = control();
    const made = site({ origins: [{ ...ORIGIN, originAccessControlId: id }] });
    const own = account.cloud.get(ORIGIN_ACCESS_CONTROL, id)!;
    refused(() => account.remove(own), "OriginAccessControlInUse", /in use by one or more distributions/);
    account.remove(made);
    account.remove(own);
  });

  it("runs functions that are published", () => {
    const code = "function handler(event) { return event.request; }";
    const made = account.make(FUNCTION, { name: "rewrite", runtime: "cloudfront-js-2.0", code });
    const associations = (functionArn: Properties[string]): Properties => ({
      defaultCacheBehavior: { ...BEHAVIOUR, functionAssociations: [{ eventType: "viewer-request", functionArn }] },
    });
    site(associations(made.outputs["arn"]!));
    refused(() => account.remove(made), "FunctionInUse", /attached to one or more cache behaviors/);
    const draft = account.make(FUNCTION, { name: "draft", runtime: "cloudfront-js-2.0", code, publish: false });
    refused(() => site(associations(draft.outputs["arn"]!)), "InvalidFunctionAssociation", /not published/);
  });

  it("knows its own policies by name and id, and those of a program", () => {
    const token = "aws:cloudfront/getCachePolicy:getCachePolicy";
    assert.equal(account.ask(token, { name: "Managed-CachingOptimized" })?.["id"], OPTIMIZED);
    assert.equal(account.ask(token, { id: OPTIMIZED })?.["name"], "Managed-CachingOptimized");
    refused(() => account.ask(token, { name: "Managed-Nothing" }), "NotFound", /no matching CloudFront CachePolicy/);
    const type = "aws:cloudfront/cachePolicy:CachePolicy";
    const policy = account.make(type, { name: "own", parametersInCacheKeyAndForwardedToOrigin: {} });
    assert.equal(account.ask(token, { name: "own" })?.["id"], policy.id);
    site({ defaultCacheBehavior: { ...BEHAVIOUR, cachePolicyId: policy.id } });
    refused(() => account.remove(policy), "CachePolicyInUse", /attached/);
  });

  const VIEWER = "InvalidViewerCertificate";
  const MISTAKES: Record<string, [code: string, words: RegExp, act: () => unknown]> = {
    "a behaviour without its origin": [
      "NoSuchOrigin",
      /^One or more of your origins or origin groups do not exist\.$/,
      () => site({ origins: [{ ...ORIGIN, originId: "other" }] }),
    ],
    "an access control that isn't there": [
      "NoSuchOriginAccessControl",
      /does not exist/,
      () => site({ origins: [{ ...ORIGIN, originAccessControlId: "E1" }] }),
    ],
    "an origin that is no bucket, without settings": [
      "InvalidArgument",
      /valid S3 bucket/,
      () => site({ origins: [{ ...ORIGIN, domainName: "example.com" }] }),
    ],
    "a name without a certificate": [
      VIEWER,
      /you must attach a trusted certificate/,
      () => site({ aliases: ["www.example.com"] }),
    ],
    "another region's certificate": [
      VIEWER,
      /isn't in us-east-1 region/,
      () => site(named(issued(account, "www.example.com", zoneIn(account).id))),
    ],
    "a certificate that isn't issued": [
      VIEWER,
      /isn't valid/,
      () => site(named(certificateFor(account, "www.example.com", "us-east-1"))),
    ],
    "a name that the certificate isn't for": [
      VIEWER,
      /doesn't cover the alternate domain name/,
      () => site(named(issued(account, "example.com", zoneIn(account).id, "us-east-1"))),
    ],
    "a cache policy that isn't there": [
      "NoSuchCachePolicy",
      /^The specified cache policy does not exist\.$/,
      () => site({ defaultCacheBehavior: { ...BEHAVIOUR, cachePolicyId: "1" } }),
    ],
    "a regional web ACL": [
      "InvalidWebACLId",
      /not accessible/,
      () => {
        const inputs = { name: "web", scope: "REGIONAL", defaultAction: { allow: {} } };
        site({ webAclId: account.make("aws:wafv2/webAcl:WebAcl", inputs).outputs["arn"]! });
      },
    ],
    "logs to a bucket without access control lists": [
      "InvalidArgument",
      /does not enable ACL access/,
      () => site({ loggingConfig: { bucket: "logs-of-web.s3.amazonaws.com" } }),
    ],
    "an access control twice": ["OriginAccessControlAlreadyExists", /already exists/, () => [control(), control()]],
    "a certificate that it serves, deleted": [
      "ResourceInUseException",
      /is in use/,
      () => {
        const certificate = issued(account, "www.example.com", zoneIn(account).id, "us-east-1");
        site(named(certificate));
        account.remove(certificate);
      },
    ],
  };
  for (const [mistake, [code, words, act]] of Object.entries(MISTAKES)) {
    it(`refuses ${mistake}`, () => refused(act, code, words));
  }

  const SLIPS: [inputs: Properties, property: string, words: RegExp][] = [
    [{ ...SITE, priceClass: "PriceClass_50" }, "priceClass", /PriceClass_100/],
    [
      { ...SITE, defaultCacheBehavior: { ...BEHAVIOUR, cachePolicyId: null } },
      "defaultCacheBehavior.cachePolicyId",
      /exactly one/,
    ],
    [{ ...SITE, viewerCertificate: { acmCertificateArn: "arn:1" } }, "viewerCertificate.sslSupportMethod", /required/],
    [
      { ...SITE, customErrorResponses: [{ errorCode: 404, responsePagePath: "/x" }] },
      "customErrorResponses[0].responsePagePath",
      /go together/,
    ],
    [{ ...SITE, customErrorResponses: [{ errorCode: 418 }] }, "customErrorResponses[0].errorCode", /404/],
  ];
  for (const [inputs, property, words] of SLIPS) {
    it(`judges in a preview ${property} of ${JSON.stringify(inputs)}`, () =>
      caught(DISTRIBUTION, inputs, property, words));
  }
});
