import assert from "node:assert/strict";
import type { StaticSiteArgs } from "@tidegate/aws";
import { ownName, StaticSite, staticSiteFaults } from "@tidegate/aws";
import { ACCOUNT, arnOf, build, known } from "../built.ts";
import { refuses } from "../faults.ts";

const RIGHT: StaticSiteArgs = {
  bucketName: "quiz-dev-frontend",
  protect: false,
  cdn: true,
  spaFallback: "index.html",
};
const DOMAIN = { domain: { domainName: "quiz.example.com", zoneId: "Z0123456789" } };
const site = (change: Partial<StaticSiteArgs> = {}) =>
  build((options) => new StaticSite("site", { ...RIGHT, ...change }, options));
const BUCKET = "arn:aws:s3:::quiz-dev-frontend";

describe("StaticSite", () => {
  it("keeps files in a private, encrypted bucket without ACLs", async () => {
    const { only, inputsOf } = await site();
    assert.deepEqual(only("Bucket").inputs, { bucket: "quiz-dev-frontend", forceDestroy: true });
    assert.deepEqual(only("BucketPublicAccessBlock").inputs, {
      bucket: "quiz-dev-frontend",
      blockPublicAcls: true,
      ignorePublicAcls: true,
      blockPublicPolicy: true,
      restrictPublicBuckets: true,
    });
    assert.deepEqual(only("BucketOwnershipControls").inputs["rule"], { objectOwnership: "BucketOwnerEnforced" });
    assert.deepEqual(inputsOf("site-bucket-encryption")["rules"], [
      { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
    ]);
  });

  it("keeps old versions for 30 days, or as long as it is told", async () => {
    const versions = async (change: Partial<StaticSiteArgs>) => {
      const { only } = await site(change);
      assert.deepEqual(only("BucketVersioning").inputs["versioningConfiguration"], { status: "Enabled" });
      return only("BucketLifecycleConfiguration").inputs["rules"];
    };
    const rules = (noncurrentDays: number) => [
      {
        id: "uploads",
        status: "Enabled",
        filter: { prefix: "" },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      },
      { id: "versions", status: "Enabled", filter: { prefix: "" }, noncurrentVersionExpiration: { noncurrentDays } },
    ];
    assert.deepEqual(await versions({}), rules(30));
    assert.deepEqual(await versions({ noncurrentDays: 90 }), rules(90));
  });

  it("lets destroy stop at a bucket with files where it is protected", async () => {
    assert.equal((await site({ protect: true })).only("Bucket").inputs["forceDestroy"], false);
  });

  it("is read by its own distribution alone, and by TLS alone", async () => {
    const { only, component } = await site();
    const distribution = arnOf("aws:cloudfront/distribution:Distribution", "site-cdn");
    assert.match(distribution ?? "", new RegExp(`^arn:aws:cloudfront::${ACCOUNT}:distribution/`));
    const reader = {
      Principal: { Service: "cloudfront.amazonaws.com" },
      Condition: { StringEquals: { "AWS:SourceArn": distribution } },
      Effect: "Allow",
    };
    const { Statement } = JSON.parse(String(only("BucketPolicy").inputs["policy"])) as { Statement: unknown[] };
    assert.deepEqual(Statement, [
      { ...reader, Sid: "Read", Action: ["s3:GetObject"], Resource: `${BUCKET}/*` },
      { ...reader, Sid: "List", Action: ["s3:ListBucket"], Resource: BUCKET },
      {
        Sid: "TlsOnly",
        Principal: "*",
        Effect: "Deny",
        Action: "s3:*",
        Resource: [BUCKET, `${BUCKET}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
    assert.deepEqual(only("OriginAccessControl").inputs, {
      name: "quiz-dev-frontend",
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    });
    assert.deepEqual(only("Distribution").inputs["origins"], [
      {
        originId: "bucket",
        domainName: "quiz-dev-frontend.s3.eu-central-1.amazonaws.com",
        originAccessControlId: "quiz-dev-frontend",
      },
    ]);
    assert.equal(await known(component.url), "https://d111site-cdn.cloudfront.net");
    assert.equal(await known(component.distributionId!), "site-cdn");
  });

  it("sends plain HTTP to HTTPS, and browsers AWS's security headers", async () => {
    const { inputs } = (await site()).only("Distribution");
    const behavior = inputs["defaultCacheBehavior"] as Record<string, unknown>;
    assert.equal(behavior["viewerProtocolPolicy"], "redirect-to-https");
    assert.equal(behavior["responseHeadersPolicyId"], "67f7725c-6f97-4210-82d7-5512b31e9d03");
    assert.equal(inputs["defaultRootObject"], "index.html");
    assert.equal(inputs["webAclId"], undefined);
  });

  it("shows the fallback page for what is missing, and never for what was refused", async () => {
    const responses = async (change: Partial<StaticSiteArgs>) =>
      (await site(change)).only("Distribution").inputs["customErrorResponses"];
    assert.deepEqual(await responses({}), [
      { errorCode: 404, responseCode: 200, responsePagePath: "/index.html", errorCachingMinTtl: 0 },
    ]);
    assert.deepEqual(await responses({ spaFallback: undefined }), []);
  });

  it("stands under a name of one's own by TLS 1.2 or later, its certificate in us-east-1", async () => {
    const { only, inputsOf, component } = await site(DOMAIN);
    assert.equal(only("Certificate").inputs["region"], "us-east-1");
    assert.equal(only("CertificateValidation").inputs["region"], "us-east-1");
    const { inputs } = only("Distribution");
    assert.deepEqual(inputs["aliases"], ["quiz.example.com"]);
    assert.deepEqual(inputs["viewerCertificate"], {
      acmCertificateArn: arnOf("aws:acm/certificate:Certificate", "quiz.example.com"),
      sslSupportMethod: "sni-only",
      minimumProtocolVersion: "TLSv1.2_2021",
    });
    for (const type of ["a", "aaaa"]) {
      const record = inputsOf(`site-cdn-alias-${type}`);
      assert.deepEqual(record["aliases"], [
        { name: "d111site-cdn.cloudfront.net", zoneId: "Z2FDTNDATAQYW2", evaluateTargetHealth: false },
      ]);
    }
    assert.equal(await known(component.url), "https://quiz.example.com");
  });

  it("stands behind a web ACL where it is given one", async () => {
    const webAclArn = `arn:aws:wafv2:us-east-1:${ACCOUNT}:global/webacl/quiz/1`;
    assert.equal((await site({ webAclArn })).only("Distribution").inputs["webAclId"], webAclArn);
  });

  it("has its requests logged to a private bucket of its own, by a delivery in us-east-1", async () => {
    const { inputsOf, only } = await site({ logPrefix: "quiz-dev" });
    const region = "us-east-1";
    const logs = `quiz-dev-access-logs-${ACCOUNT}`;
    assert.deepEqual(only("LogDeliverySource").inputs, {
      region,
      name: "quiz-dev-site",
      logType: "ACCESS_LOGS",
      resourceArn: arnOf("aws:cloudfront/distribution:Distribution", "site-cdn"),
    });
    assert.deepEqual(only("LogDeliveryDestination").inputs, {
      region,
      name: "quiz-dev-site",
      outputFormat: "json",
      deliveryDestinationConfiguration: { destinationResourceArn: `arn:aws:s3:::${logs}` },
    });
    assert.deepEqual(only("LogDelivery").inputs, {
      region,
      deliverySourceName: "quiz-dev-site",
      deliveryDestinationArn: arnOf("aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination", "quiz-dev-site"),
    });
    assert.equal(inputsOf("site-cdn-logs-bucket")["bucket"], logs);
    assert.match(JSON.stringify(inputsOf("site-cdn-logs-bucket-lifecycle")["rules"]), /"expiration":\{"days":90\}/);
    const { Statement } = JSON.parse(String(inputsOf("site-cdn-logs-policy")["policy"])) as { Statement: unknown[] };
    assert.deepEqual(Statement[0], {
      Sid: "AWSLogsDeliveryWrite",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Action: ["s3:PutObject"],
      Effect: "Allow",
      Resource: `arn:aws:s3:::${logs}/AWSLogs/${ACCOUNT}/*`,
      Condition: {
        ArnLike: { "aws:SourceArn": `arn:aws:logs:${region}:${ACCOUNT}:delivery-source:quiz-dev-site` },
        StringEquals: { "aws:SourceAccount": ACCOUNT, "s3:x-amz-acl": "bucket-owner-full-control" },
      },
    });
    // AWS looks at the bucket's policy when the delivery is made.
    assert.ok(only("LogDelivery").options.dependsOn !== undefined);
    assert.deepEqual((await site()).all("LogDelivery"), []);
  });

  it("keeps its logs on destroy where it is protected", async () => {
    for (const protect of [true, false]) {
      const { all } = await site({ logPrefix: "quiz-dev", protect });
      const logs = all("Bucket").find(({ name }) => name === "site-cdn-logs-bucket");
      assert.deepEqual([logs?.inputs["forceDestroy"], logs?.options.protect], [!protect, protect]);
    }
  });

  it("is S3's own public website without CloudFront, the fallback its error page", async () => {
    const { only, all, component } = await site({ cdn: false });
    assert.deepEqual(all("Distribution"), []);
    const block = only("BucketPublicAccessBlock").inputs;
    assert.deepEqual([block["blockPublicPolicy"], block["restrictPublicBuckets"]], [false, false]);
    assert.deepEqual([block["blockPublicAcls"], block["ignorePublicAcls"]], [true, true]);
    assert.deepEqual(only("BucketWebsiteConfiguration").inputs, {
      bucket: "quiz-dev-frontend",
      indexDocument: { suffix: "index.html" },
      errorDocument: { key: "index.html" },
    });
    const { Statement } = JSON.parse(String(only("BucketPolicy").inputs["policy"])) as { Statement: unknown[] };
    assert.deepEqual(Statement, [
      { Sid: "Readers", Principal: "*", Action: ["s3:GetObject"], Effect: "Allow", Resource: `${BUCKET}/*` },
    ]);
    assert.equal(await known(component.url), "http://quiz-dev-frontend.s3-website.eu-central-1.amazonaws.com");
    assert.equal(component.distributionId, undefined);
  });

  refuses<StaticSiteArgs>(
    RIGHT,
    (args) => staticSiteFaults(args, ownName),
    (args) => new StaticSite("site", args),
    [
      ["a bucket name with dots", { bucketName: "quiz.example.com" }, ["bucketName"]],
      ["a bucket name in capitals", { bucketName: "Quiz" }, ["bucketName"]],
      ["a fallback with a slash first", { spaFallback: "/index.html" }, ["spaFallback"]],
      ["a prefix that no bucket's name has room for", { logPrefix: "q".repeat(39) }, ["logPrefix"]],
      ["no days", { noncurrentDays: 0 }, ["noncurrentDays"]],
      [
        "what only CloudFront has, without it",
        { cdn: false, ...DOMAIN, webAclArn: "arn:aws:wafv2:acl", logPrefix: "quiz" },
        ["domain", "webAclArn", "logPrefix"],
      ],
    ],
  );
});
