import assert from "node:assert/strict";
import { putObject } from "../../../../rehearsal/aws/services/s3/contents.ts";
import { KINDS } from "../../../../rehearsal/aws/services/index.ts";
import { BUCKET } from "../../../../rehearsal/aws/services/s3/types.ts";
import type { Resource } from "../../../../rehearsal/aws/resource.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { Account } from "../account.ts";
import { allow, policy } from "../policies.ts";
import { caught, refused } from "../refused.ts";

const type = (name: string) => `aws:s3/${name}:${name.charAt(0).toUpperCase()}${name.slice(1)}`;
const READ = { Sid: "Read", Principal: "*" };
const OPEN = policy(allow("s3:GetObject", "arn:aws:s3:::site/*", READ));

describe("buckets of the embedded S3", () => {
  let account: Account;
  let bucket: Resource;
  beforeEach(() => {
    account = new Account();
    bucket = account.make(BUCKET, { bucket: "site" });
  });

  const set = (name: string, inputs: Properties) => account.make(type(name), { bucket: "site", ...inputs });

  it("have names, ARNs and hosted zones as S3 has them", () => {
    const { id, outputs } = bucket;
    assert.equal(id, "site");
    assert.equal(outputs["arn"], "arn:aws:s3:::site");
    assert.equal(outputs["bucketRegionalDomainName"], "site.s3.eu-central-1.amazonaws.com");
    assert.equal(outputs["hostedZoneId"], "Z21DNDUVLTQW6Q");
    assert.equal(account.ask("aws:s3/getBucket:getBucket", { bucket: "site" })?.["arn"], outputs["arn"]);
    const old = account.make("aws:s3/bucketV2:BucketV2", { bucket: "site-2" });
    assert.equal(old.outputs["arn"], "arn:aws:s3:::site-2");
  });

  it("have one name in all the world, of the right form", () => {
    refused(() => account.make(BUCKET, { bucket: "site" }, "us-east-1"), "BucketAlreadyOwnedByYou", /already own it/);
    const { pattern } = KINDS.get(BUCKET)?.name ?? { pattern: /$^/ };
    for (const right of ["abc", "a.b-c", "logs-111122223333"]) assert.match(right, pattern);
    for (const wrong of ["ab", "Site", "-a-b", "a..b", "192.168.0.1", "xn--abc", "abc-s3alias", "a_b_c"]) {
      assert.doesNotMatch(wrong, pattern);
    }
  });

  it("block public policies until they are told not to", () => {
    const open = () => set("bucketPolicy", { policy: OPEN });
    refused(open, "AccessDenied", /BlockPublicPolicy/);
    set("bucketPublicAccessBlock", { blockPublicPolicy: false, restrictPublicBuckets: false });
    assert.equal(open().id, "site");
  });

  it("let CloudFront in for one distribution without being public", () => {
    const Condition = { StringEquals: { "aws:SourceArn": "arn:aws:cloudfront::111122223333:distribution/E1" } };
    const Principal = { Service: "cloudfront.amazonaws.com" };
    set("bucketPolicy", { policy: policy(allow("s3:GetObject", "arn:aws:s3:::site/*", { Principal, Condition })) });
  });

  const stated = (Action: string, Resource: string, more: Properties = { Principal: { AWS: "111122223333" } }) =>
    set("bucketPolicy", { policy: policy(allow(Action, Resource, more)) });
  const rule = (more: Properties) =>
    set("bucketLifecycleConfiguration", { rules: [{ id: "a", status: "Enabled", ...more }] });
  const expired = { expiration: { days: 10 } };
  const broken: readonly [string, () => unknown, string, RegExp][] = [
    [
      "a policy for another bucket",
      () => stated("s3:GetObject", "arn:aws:s3:::other/*"),
      "MalformedPolicy",
      /invalid resource/,
    ],
    [
      "an action on objects for the bucket",
      () => stated("s3:GetObject", "arn:aws:s3:::site"),
      "MalformedPolicy",
      /does not apply to any resource/,
    ],
    [
      "an action on the bucket for objects",
      () => stated("s3:ListBucket", "arn:aws:s3:::site/a"),
      "MalformedPolicy",
      /does not apply to any resource/,
    ],
    [
      "a policy for a role that isn't there",
      () => stated("s3:GetObject", "arn:aws:s3:::site/*", { Principal: { AWS: "arn:aws:iam::111122223333:role/no" } }),
      "MalformedPolicy",
      /Invalid principal/,
    ],
    [
      "a policy without a principal",
      () => stated("s3:GetObject", "arn:aws:s3:::site/*", {}),
      "MalformedPolicy",
      /Principal/,
    ],
    [
      "a setting of a bucket that isn't there",
      () => set("bucketVersioning", { bucket: "no" }),
      "NoSuchBucket",
      /does not exist/,
    ],
    [
      "an access control list where none are allowed",
      () => set("bucketAcl", { acl: "private" }),
      "AccessControlListNotSupported",
      /ACLs/,
    ],
    ["a rule that does nothing", () => rule({}), "InvalidRequest", /At least one action/],
    [
      "two rules of one id",
      () =>
        set("bucketLifecycleConfiguration", { rules: [1, 2].map(() => ({ id: "a", status: "Enabled", ...expired })) }),
      "InvalidArgument",
      /unique/,
    ],
    [
      "a move to infrequent access after a week",
      () => rule({ transitions: [{ days: 7, storageClass: "STANDARD_IA" }] }),
      "InvalidArgument",
      /greater than or equal to 30/,
    ],
    [
      "an end before a move",
      () => rule({ ...expired, transitions: [{ days: 30, storageClass: "GLACIER" }] }),
      "InvalidArgument",
      /greater than 'Days' in the Transition/,
    ],
    ["an end before the first day", () => rule({ expiration: { days: 0 } }), "InvalidArgument", /positive integer/],
    ["an object without a key", () => set("bucketObjectv2", { content: "a" }), "InvalidArgument", /must not be empty/],
    [
      "a method of no browser",
      () => set("bucketCorsConfiguration", { corsRules: [{ allowedMethods: ["PATCH"], allowedOrigins: ["*"] }] }),
      "InvalidRequest",
      /PATCH/,
    ],
    [
      "a notification to nobody",
      () => set("bucketNotification", { queues: [{ queueArn: "arn:aws:sqs:eu-central-1:1:q", events: [] }] }),
      "InvalidArgument",
      /validate the following destination/,
    ],
    [
      "a key that isn't there",
      () =>
        set("bucketServerSideEncryptionConfiguration", {
          rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: "no" } }],
        }),
      "NotFoundException",
      /key\/no/,
    ],
  ];
  for (const [what, act, code, words] of broken) {
    it(`refuse ${what}`, () => refused(act, code, words));
  }

  it("take access control lists where the owner prefers them, public ones where they aren't blocked", () => {
    set("bucketOwnershipControls", { rule: { objectOwnership: "BucketOwnerPreferred" } });
    refused(() => set("bucketAcl", { acl: "public-read" }), "AccessDenied", /Access Denied/);
    assert.equal(set("bucketAcl", { acl: "private" }).id, "site,private");
  });

  it("keep their versions once they began to", () => {
    const versioning = set("bucketVersioning", { versioningConfiguration: { status: "Enabled" } });
    const off = { bucket: "site", versioningConfiguration: { status: "Disabled" } };
    refused(() => account.change(versioning, off), "InvalidBucketState", /from 'Enabled' to 'Disabled'/);
    account.change(versioning, { bucket: "site", versioningConfiguration: { status: "Suspended" } });
  });

  it("serve a site under the region's endpoint", () => {
    const { outputs } = set("bucketWebsiteConfiguration", { indexDocument: { suffix: "index.html" } });
    assert.equal(outputs["websiteEndpoint"], "site.s3-website.eu-central-1.amazonaws.com");
    const ireland = account.make(BUCKET, { bucket: "old", website: { indexDocument: "i.html" } }, "eu-west-1");
    assert.equal(ireland.outputs["websiteEndpoint"], "old.s3-website-eu-west-1.amazonaws.com");
  });

  it("stay while they hold objects, whoever wrote them, but by force", () => {
    const object = set("bucketObjectv2", { key: "index.html", content: "<html></html>" });
    assert.equal(object.outputs["etag"], "c83301425b2ad1d496473a5ff3d9ecca");
    refused(() => account.remove(bucket), "BucketNotEmpty", /not empty/);
    account.remove(object);
    putObject("site", "AWSLogs/111122223333/test", account.cloud);
    refused(() => account.remove(bucket), "BucketNotEmpty", /not empty/);
    account.remove(account.change(bucket, { bucket: "site", forceDestroy: true }));
    assert.equal(account.look(bucket), undefined);
  });

  it("are refused in a preview where a word is wrong", () => {
    caught(
      type("bucketVersioning"),
      { bucket: "a", versioningConfiguration: { status: "On" } },
      "versioningConfiguration.status",
      /Enabled/,
    );
    caught(type("bucketAcl"), { bucket: "a", acl: "open" }, "acl", /public-read/);
    caught(type("bucketWebsiteConfiguration"), { bucket: "a" }, "indexDocument", /exactly one/);
    caught(type("bucketObjectv2"), { bucket: "a", content: "a", contentBase64: "YQ==" }, "content", /exactly one/);
    const encrypted = { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256", kmsMasterKeyId: "k" } };
    const at = "rules[0].applyServerSideEncryptionByDefault.kmsMasterKeyId";
    caught(type("bucketServerSideEncryptionConfiguration"), { bucket: "a", rules: [encrypted] }, at, /aws:kms/);
  });
});
