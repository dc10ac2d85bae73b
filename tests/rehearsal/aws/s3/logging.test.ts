import assert from "node:assert/strict";
import { objectsOf } from "../../../../rehearsal/aws/services/s3/contents.ts";
import { BUCKET } from "../../../../rehearsal/aws/services/s3/types.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { Account } from "../account.ts";
import { allow, policy } from "../policies.ts";
import { caught, refused } from "../refused.ts";

const LOGGING = "aws:s3/bucketLogging:BucketLogging";
const REFUSED = "InvalidTargetBucketForLogging";
const FROM = {
  ArnLike: { "aws:SourceArn": "arn:aws:s3:::states" },
  StringEquals: { "aws:SourceAccount": "111122223333" },
};
const write = (changes: Properties = {}) =>
  allow("s3:PutObject", "arn:aws:s3:::logs/states/*", {
    Principal: { Service: "logging.s3.amazonaws.com" },
    Condition: FROM,
    ...changes,
  });

describe("access logs of buckets on the embedded S3", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
    for (const bucket of ["states", "logs"]) account.make(BUCKET, { bucket });
  });

  const set = (name: string, inputs: Properties) =>
    account.make(`aws:s3/${name}:${name.charAt(0).toUpperCase()}${name.slice(1)}`, { bucket: "logs", ...inputs });
  const open = (...statements: Properties[]) => set("bucketPolicy", { policy: policy(...statements) });
  const log = (changes: Properties = {}) =>
    account.make(LOGGING, { bucket: "states", targetBucket: "logs", targetPrefix: "states/", ...changes });

  it("go to a bucket whose policy lets S3 write of this one, and that isn't empty from then on", () => {
    open(write());
    assert.equal(log().id, "states");
    assert.match(objectsOf("logs", account.cloud)[0] ?? "", /^states\//);
  });

  it("go to a bucket with access control lists, where the log delivery group may write", () => {
    set("bucketOwnershipControls", { rule: { objectOwnership: "BucketOwnerPreferred" } });
    refused(() => log(), REFUSED, /You must give the log-delivery group WRITE and READ_ACP permissions/);
    set("bucketAcl", { acl: "log-delivery-write" });
    log();
  });

  const CLOSED: Readonly<Record<string, readonly Properties[]>> = {
    "has no policy": [],
    "lets another service in": [write({ Principal: { Service: "cloudtrail.amazonaws.com" } })],
    "lets them in under another prefix": [write({ Resource: "arn:aws:s3:::logs/other/*" })],
    "lets another bucket's logs in": [write({ Condition: { ArnLike: { "aws:SourceArn": "arn:aws:s3:::other" } } })],
    "lets another account's logs in": [write({ Condition: { StringEquals: { "aws:SourceAccount": "444455556666" } } })],
  };
  for (const [how, statements] of Object.entries(CLOSED)) {
    it(`are refused where the bucket ${how}`, () => {
      if (statements.length > 0) open(...statements);
      refused(() => log(), REFUSED, /policy of logs doesn't let logging\.s3\.amazonaws\.com write/);
    });
  }

  it("are refused without the bucket, and in another region", () => {
    refused(() => log({ targetBucket: "no" }), REFUSED, /does not exist/);
    account.make(BUCKET, { bucket: "far" }, "us-east-1");
    refused(() => log({ targetBucket: "far" }), REFUSED, /in different regions/);
  });

  it("are refused by a bucket that is encrypted with a KMS key, holds what it gets, or lets requesters pay", () => {
    open(write());
    const rules = [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } }];
    const encryption = set("bucketServerSideEncryptionConfiguration", { rules });
    refused(() => log(), REFUSED, /isn't SSE-S3/);
    account.remove(encryption);
    const lock = set("bucketObjectLockConfiguration", { rule: { defaultRetention: { mode: "GOVERNANCE", days: 1 } } });
    refused(() => log(), REFUSED, /default retention period/);
    account.remove(lock);
    const payment = set("bucketRequestPaymentConfiguration", { payer: "Requester" });
    refused(() => log(), REFUSED, /Requester Pays/);
    account.remove(payment);
    log();
  });

  it("take no grants where there are no access control lists", () => {
    open(write());
    refused(() => log({ targetGrants: [{ permission: "READ" }] }), REFUSED, /no target grants/);
  });

  it("have keys of one form", () => {
    const both = { partitionedPrefix: { partitionDateSource: "EventTime" }, simplePrefix: {} };
    caught(
      LOGGING,
      { bucket: "a", targetBucket: "b", targetPrefix: "", targetObjectKeyFormat: both },
      "targetObjectKeyFormat.partitionedPrefix",
      /exactly one/,
    );
  });
});
