import assert from "node:assert/strict";
import { TRAIL } from "../../../../rehearsal/aws/services/cloudtrail/trail.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import type { Resource } from "../../../../rehearsal/aws/resource.ts";
import { Account } from "../account.ts";
import { allow, arnOf, policy, roleFor } from "../policies.ts";
import { caught, refused } from "../refused.ts";

const Principal = { Service: "cloudtrail.amazonaws.com" };
const FROM = { "aws:SourceArn": "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit" };
const look = allow("s3:GetBucketAcl", "arn:aws:s3:::audit-logs", { Principal, Condition: { StringEquals: FROM } });
const write = allow("s3:PutObject", "arn:aws:s3:::audit-logs/AWSLogs/111122223333/*", {
  Principal,
  Condition: { StringEquals: { ...FROM, "s3:x-amz-acl": "bucket-owner-full-control" } },
});

describe("trails of the embedded CloudTrail", () => {
  let account: Account;
  let bucket: Resource;
  beforeEach(() => {
    account = new Account();
    bucket = account.make("aws:s3/bucket:Bucket", { bucket: "audit-logs" });
  });

  const open = (...statements: Properties[]) =>
    account.make("aws:s3/bucketPolicy:BucketPolicy", { bucket: "audit-logs", policy: policy(...statements) });
  const make = (more: Properties = {}) => account.make(TRAIL, { name: "audit", s3BucketName: "audit-logs", ...more });
  const incorrect = (act: () => unknown) =>
    refused(
      act,
      "InsufficientS3BucketPolicyException",
      /Incorrect S3 bucket policy is detected for bucket: audit-logs/,
    );

  it("write to a bucket that lets them, which isn't empty from then on", () => {
    open(look, write);
    const trail = make();
    assert.equal(trail.id, "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit");
    assert.equal(trail.outputs["homeRegion"], "eu-central-1");
    refused(() => account.remove(bucket), "BucketNotEmpty", /not empty/);
    refused(() => make(), "TrailAlreadyExistsException", /audit/);
  });

  it("refuse a bucket without a policy", () => incorrect(() => make()));
  it("refuse a bucket that they can't look at", () => {
    open(write);
    incorrect(() => make());
  });
  it("refuse a bucket that they can't write to", () => {
    open(look);
    incorrect(() => make());
  });
  it("refuse a bucket that lets another trail in", () => {
    open(look, write);
    incorrect(() => make({ name: "other" }));
  });
  it("refuse a bucket that lets them in under another prefix", () => {
    open(look, write);
    incorrect(() => make({ s3KeyPrefix: "trail" }));
  });
  it("refuse a bucket that isn't there", () => {
    refused(() => make({ s3BucketName: "no" }), "S3BucketDoesNotExistException", /no does not exist/);
  });

  it("write to a log group with a role of their own", () => {
    open(look, write);
    const group = account.make("aws:cloudwatch/logGroup:LogGroup", { name: "audit" });
    const cloudWatchLogsRoleArn = arnOf(roleFor(account, "cloudtrail"));
    const logged = (cloudWatchLogsGroupArn: string, role = cloudWatchLogsRoleArn) =>
      make({ cloudWatchLogsGroupArn, cloudWatchLogsRoleArn: role });
    refused(() => logged(arnOf(group)), "InvalidCloudWatchLogsLogGroupArnException", /:\*/);
    refused(() => logged(`${arnOf(group)}x:*`), "InvalidCloudWatchLogsLogGroupArnException", /cannot validate/);
    refused(() => logged(`${arnOf(group)}:*`, "no"), "InvalidCloudWatchLogsRoleArnException", /trust/);
    logged(`${arnOf(group)}:*`);
    caught(TRAIL, { s3BucketName: "b", cloudWatchLogsGroupArn: "g" }, "cloudWatchLogsRoleArn", /required/);
  });
});
