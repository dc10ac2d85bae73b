import assert from "node:assert/strict";
import type { Resource } from "../../../../rehearsal/aws/resource.ts";
import { DISTRIBUTION } from "../../../../rehearsal/aws/services/cloudfront/origins.ts";
import { DELIVERY_DESTINATION } from "../../../../rehearsal/aws/services/logs/deliveryDestination.ts";
import { DELIVERY } from "../../../../rehearsal/aws/services/logs/deliveryEnds.ts";
import { DELIVERY_SOURCE } from "../../../../rehearsal/aws/services/logs/deliverySource.ts";
import { LOG_GROUP } from "../../../../rehearsal/aws/services/logs/logGroup.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { Account } from "../account.ts";
import { allow, arnOf, policy } from "../policies.ts";
import { caught, refused } from "../refused.ts";

const CDN = "us-east-1";
const SITE = {
  enabled: true,
  origins: [{ originId: "bucket", domainName: "site-of-web.s3.eu-central-1.amazonaws.com" }],
  defaultCacheBehavior: {
    targetOriginId: "bucket",
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
    cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
  },
  restrictions: { geoRestriction: { restrictionType: "none" } },
  viewerCertificate: { cloudfrontDefaultCertificate: true },
};
const write = (changes: Properties = {}) =>
  allow("s3:PutObject", "arn:aws:s3:::logs/AWSLogs/111122223333/*", {
    Principal: { Service: "delivery.logs.amazonaws.com" },
    Condition: {
      ArnLike: { "aws:SourceArn": "arn:aws:logs:us-east-1:111122223333:delivery-source:site" },
      StringEquals: { "aws:SourceAccount": "111122223333", "s3:x-amz-acl": "bucket-owner-full-control" },
    },
    ...changes,
  });

describe("log deliveries on the embedded AWS", () => {
  let account: Account;
  let distribution: Resource;
  beforeEach(() => {
    account = new Account();
    distribution = account.make(DISTRIBUTION, SITE);
    account.make("aws:s3/bucket:Bucket", { bucket: "logs" });
  });

  const open = (...statements: Properties[]) =>
    account.make("aws:s3/bucketPolicy:BucketPolicy", { bucket: "logs", policy: policy(...statements) });
  const source = (changes: Properties = {}, region = CDN) =>
    account.make(
      DELIVERY_SOURCE,
      { name: "site", logType: "ACCESS_LOGS", resourceArn: arnOf(distribution), ...changes },
      region,
    );
  const destination = (arn = "arn:aws:s3:::logs", changes: Properties = {}, region = CDN) =>
    account.make(
      DELIVERY_DESTINATION,
      { name: "site", deliveryDestinationConfiguration: { destinationResourceArn: arn }, ...changes },
      region,
    );
  const deliver = (to: Resource, changes: Properties = {}) =>
    account.make(DELIVERY, { deliverySourceName: "site", deliveryDestinationArn: arnOf(to), ...changes }, CDN);

  it("take a distribution's access logs from us-east-1 to a bucket anywhere", () => {
    open(write());
    const from = source();
    assert.deepEqual([from.id, from.outputs["service"]], ["site", "cloudfront"]);
    const to = destination();
    assert.deepEqual([to.id, to.outputs["deliveryDestinationType"]], ["site", "S3"]);
    const { id, outputs } = deliver(to);
    assert.match(id, /^[a-z0-9]{16}$/);
    assert.equal(outputs["arn"], `arn:aws:logs:us-east-1:111122223333:delivery:${id}`);
    assert.deepEqual(outputs["s3DeliveryConfigurations"], [
      { enableHiveCompatiblePath: false, suffixPath: "AWSLogs/{account-id}/CloudFront/" },
    ]);
  });

  it("take them to a log group too", () => {
    account.make(LOG_GROUP, { name: "/cdn" }, CDN);
    source();
    const to = destination("arn:aws:logs:us-east-1:111122223333:log-group:/cdn");
    assert.equal(to.outputs["deliveryDestinationType"], "CWL");
    assert.ok(deliver(to).id);
  });

  const CLOSED: Readonly<Record<string, readonly Properties[]>> = {
    "has no policy": [],
    "lets another service in": [write({ Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" } })],
    "lets them in under another path": [write({ Resource: "arn:aws:s3:::logs/site/*" })],
    "lets another source in": [
      write({
        Condition: { ArnLike: { "aws:SourceArn": "arn:aws:logs:us-east-1:111122223333:delivery-source:other" } },
      }),
    ],
    "lets sources of its own region in": [
      write({ Condition: { ArnLike: { "aws:SourceArn": "arn:aws:logs:eu-central-1:111122223333:*" } } }),
    ],
    "lets another account in": [write({ Condition: { StringEquals: { "aws:SourceAccount": "444455556666" } } })],
  };
  for (const [how, statements] of Object.entries(CLOSED)) {
    it(`are refused where the bucket ${how}`, () => {
      if (statements.length > 0) open(...statements);
      source();
      const to = destination();
      refused(() => deliver(to), "AccessDeniedException", /policy of logs doesn't let delivery\.logs\.amazonaws\.com/);
    });
  }

  it("have a source where CloudFront is, of a distribution that is there, once", () => {
    refused(() => source({}, "eu-central-1"), "ValidationException", /us-east-1/);
    refused(() => source({ logType: "ERROR_LOGS" }), "ValidationException", /ACCESS_LOGS/);
    refused(() => source({ resourceArn: "site" }), "ValidationException", /no ARN/);
    const gone = "arn:aws:cloudfront::111122223333:distribution/E1";
    refused(() => source({ resourceArn: gone }), "ResourceNotFoundException", /E1 does not exist/);
    source();
    refused(() => source({ name: "twin" }), "ConflictException", /already been used in another Delivery Source/);
  });

  it("have a destination that is there, in a form that it takes", () => {
    refused(() => destination("arn:aws:s3:::no"), "NoSuchBucket", /does not exist/);
    refused(
      () => destination("arn:aws:logs:us-east-1:111122223333:log-group:/no"),
      "ResourceNotFoundException",
      /log group/,
    );
    refused(() => destination("arn:aws:sqs:us-east-1:111122223333:q"), "ValidationException", /no bucket/);
    account.make(LOG_GROUP, { name: "/cdn" }, CDN);
    const group = "arn:aws:logs:us-east-1:111122223333:log-group:/cdn";
    refused(() => destination(group, { outputFormat: "parquet" }), "ValidationException", /S3 alone/);
    caught(DELIVERY_DESTINATION, { outputFormat: "xml" }, "outputFormat", /parquet/);
  });

  it("join two ends of one region, once, and keep them as long", () => {
    open(write());
    const far = destination("arn:aws:s3:::logs", {}, "eu-central-1");
    refused(() => deliver(far), "ResourceNotFoundException", /delivery source does not exist/);
    const from = source();
    refused(() => deliver(far), "ResourceNotFoundException", /delivery destination does not exist/);
    const to = destination();
    const way = deliver(to);
    refused(() => deliver(to), "ConflictException", /exists already/);
    refused(() => account.remove(from), "ConflictException", /in use by the delivery/);
    refused(() => account.remove(to), "ConflictException", /in use by the delivery/);
    for (const one of [way, to, from]) account.remove(one);
    assert.equal(account.look(from), undefined);
  });
});
