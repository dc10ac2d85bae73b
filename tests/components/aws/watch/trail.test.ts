import assert from "node:assert/strict";
import { Trail, ownName, trailFaults } from "@tidegate/aws";
import { ACCOUNT, REGION, build, known } from "../built.ts";
import { isAllowed } from "../../../support/iam.ts";

const trail = (more: object = {}) =>
  build((options) => new Trail("trail", { trailName: "quiz", protect: false, ...more }, options));
const BUCKET = `arn:aws:s3:::quiz-trail-${ACCOUNT}`;
const FROM = {
  "aws:SourceArn": `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:trail/quiz`,
  "aws:SecureTransport": "true",
};
const WRITE = { ...FROM, "s3:x-amz-acl": "bucket-owner-full-control" };

describe("Trail", () => {
  it("covers every region and IAM, and shows when a file was altered", async () => {
    const { inputs } = (await trail()).only("Trail");
    assert.equal(inputs["isMultiRegionTrail"], true);
    assert.equal(inputs["includeGlobalServiceEvents"], true);
    assert.equal(inputs["enableLogFileValidation"], true);
    assert.equal(inputs["s3BucketName"], `quiz-trail-${ACCOUNT}`);
  });

  it("is made once it may write, because AWS tries at once", async () => {
    const { only } = await trail();
    assert.ok(only("Trail").options.dependsOn !== undefined);
  });

  it("keeps entries for a year, or as long as asked", async () => {
    const days = async (more: object) =>
      JSON.stringify((await trail(more)).only("BucketLifecycleConfiguration").inputs["rules"]);
    assert.match(await days({}), /"days":365/);
    assert.match(await days({ keepDays: 90 }), /"days":90/);
  });

  const CASES: [string, string, string, Record<string, string>, boolean][] = [
    ["this trail look at the bucket", "s3:GetBucketAcl", BUCKET, FROM, true],
    ["this trail write", "s3:PutObject", `${BUCKET}/AWSLogs/${ACCOUNT}/CloudTrail/x`, WRITE, true],
    ["this trail write elsewhere", "s3:PutObject", `${BUCKET}/AWSLogs/444455556666/CloudTrail/x`, WRITE, false],
    ["this trail give entries away", "s3:PutObject", `${BUCKET}/AWSLogs/${ACCOUNT}/CloudTrail/x`, FROM, false],
    ["this trail read", "s3:GetObject", `${BUCKET}/AWSLogs/${ACCOUNT}/CloudTrail/x`, FROM, false],
    [
      "another trail write",
      "s3:PutObject",
      `${BUCKET}/AWSLogs/${ACCOUNT}/CloudTrail/x`,
      { ...WRITE, "aws:SourceArn": `arn:aws:cloudtrail:${REGION}:444455556666:trail/quiz` },
      false,
    ],
  ];
  for (const [what, action, resource, context, passes] of CASES) {
    it(`${passes ? "lets" : "doesn't let"} ${what}`, async () => {
      const resourcePolicy = String((await trail()).only("BucketPolicy").inputs["policy"]);
      const principal = "cloudtrail.amazonaws.com";
      assert.equal(await isAllowed({ action, resource, resourcePolicy, principal, context }), passes);
    });
  }

  it("tells its ARN and its bucket", async () => {
    const { component } = await trail();
    assert.equal(await known(component.arn), FROM["aws:SourceArn"]);
    assert.equal(await known(component.bucketName), `quiz-trail-${ACCOUNT}`);
  });

  it("refuses a name that no bucket could begin with", () => {
    const paths = (args: { trailName: string; keepDays?: number }) =>
      trailFaults(args, ownName).map(({ path }) => path);
    assert.deepEqual(paths({ trailName: "quiz-dev" }), []);
    assert.deepEqual(paths({ trailName: "Quiz_dev", keepDays: 0 }), ["trailName", "keepDays"]);
  });
});
