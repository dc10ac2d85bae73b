/**
 * awsx:cloudtrail:Trail, with the bucket it writes to and, if it is asked for, a log group and the role to write there.
 * @see https://www.pulumi.com/registry/packages/awsx/api-docs/cloudtrail/trail/
 */
import { textOf } from "../protocol/values.ts";
import { Arguments, refuseTogether } from "./construction/arguments.ts";
import type { Component, Resource } from "./construction/component.ts";
import { join, type Inputs, type Output } from "./construction/output.ts";
import { makeLogGroup, type LogGroup } from "./parts/log-group.ts";
import { makeRole, trustOf } from "./parts/role.ts";

const SERVICE = "cloudtrail.amazonaws.com";

export function buildTrail(component: Component): Inputs {
  const args = new Arguments(component, component.inputs);
  const { name, self } = component;
  const bucket = bucketOf(args);
  const policy = component.child(
    "aws:s3/bucketPolicy:BucketPolicy",
    name,
    { bucket: bucket.name, policy: bucket.arn.apply((arn) => bucketPolicy(textOf(arn))) },
    { dependsOn: bucket.made === undefined ? [] : [bucket.made] },
  );
  const wanted = args.inner("cloudWatchLogsGroup");
  const logs = wanted?.values["enable"] === true ? makeLogGroup(component, name, wanted, self) : undefined;
  const role = logs?.made === undefined ? undefined : makeLogsRole(component, logs);
  const trail = component.child(
    "aws:cloudtrail/trail:Trail",
    name,
    {
      ...args.rest("s3Bucket", "cloudWatchLogsGroup"),
      s3BucketName: bucket.name,
      cloudWatchLogsGroupArn: logs?.arn.apply((arn) => `${textOf(arn)}:*`),
      cloudWatchLogsRoleArn: role,
    },
    { dependsOn: [policy] },
  );
  return { trail: trail.reference, bucket: bucket.made?.reference, logGroup: logs?.made?.reference };
}

interface Bucket {
  readonly made?: Resource;
  readonly name: Output;
  readonly arn: Output;
}

/** @throws Error when a bucket is both brought and described, or brought without name or ARN */
function bucketOf(args: Arguments): Bucket {
  const { component } = args;
  const given = args.inner("s3Bucket");
  if (given !== undefined) refuseTogether(given, "existing", "args");
  const existing = given?.inner("existing");
  if (existing === undefined) {
    const inputs = { forceDestroy: true, ...given?.inner("args")?.rest() };
    const made = component.child("aws:s3/bucket:Bucket", component.name, inputs);
    return { made, name: made.output("bucket"), arn: made.output("arn") };
  }
  const arn = existing.get("arn");
  if (arn !== undefined) return { arn, name: arn.apply((known) => textOf(known).split(":")[5]) };
  const name = existing.get("name");
  if (name === undefined) throw new Error("`s3Bucket.existing` needs its `name` or its `arn`");
  return { name, arn: name.apply((known) => `arn:aws:s3:::${textOf(known)}`) };
}

function bucketPolicy(arn: string): string {
  const Principal = { Service: SERVICE };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Sid: "AWSCloudTrailAclCheck", Effect: "Allow", Principal, Action: ["s3:GetBucketAcl"], Resource: [arn] },
      {
        Sid: "AWSCloudTrailWrite",
        Effect: "Allow",
        Principal,
        Action: ["s3:PutObject"],
        Resource: [`${arn}/*`],
        Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } },
      },
    ],
  });
}

function makeLogsRole(component: Component, logs: LogGroup): Output | undefined {
  const accountId = component.invoke("aws:index/getCallerIdentity:getCallerIdentity", {}).at("accountId");
  const policy = join({ arn: logs.arn, accountId }, (known) => {
    const stream = `${textOf(known["arn"])}:log-stream:${textOf(known["accountId"])}_CloudTrail_*`;
    const actions = ["logs:CreateLogStream", "logs:PutLogEvents"];
    const Statement = actions.map((action) => ({ Effect: "Allow", Action: [action], Resource: [stream] }));
    return JSON.stringify({ Version: "2012-10-17", Statement });
  });
  const assumeRolePolicy = trustOf(SERVICE, "AllowAssumeRole");
  const defaults = { assumeRolePolicy, policyArns: [], inlinePolicies: [{ policy }] };
  return makeRole(component, component.name, undefined, defaults, component.self).arn;
}
