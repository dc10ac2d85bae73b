import * as pulumi from "@pulumi/pulumi";
import { Trail as CloudTrail } from "@pulumi/aws/cloudtrail/trail.js";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity.js";
import { getRegionOutput } from "@pulumi/aws/getRegion.js";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse, textFaults, wholeNumberFaults } from "@tidegate/faults";
import { bucketPolicy } from "../site/bucketPolicy.ts";
import { PrivateBucket } from "../site/privateBucket.ts";

export interface TrailArgs {
  /** 3 to 40 lower-case letters, digits and hyphens; the bucket's name begins with it. */
  readonly trailName: string;
  /** Days that entries are kept. Default: 365. */
  readonly keepDays?: number;
  /** Whether `destroy` keeps the bucket with its entries. */
  readonly protect: boolean;
}

/**
 * CloudTrail: who called which of AWS's management APIs, in every region, in files that show when someone altered them.
 * An account's first trail of management events is free; the bucket isn't. One trail an account is enough.
 *
 * @throws InvalidArguments with every fault, before anything is registered.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export class Trail extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly bucketName: pulumi.Output<string>;

  constructor(name: string, args: TrailArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, trailFaults(args, ownName));
    super("tidegate-aws:index:Trail", name, {}, opts);

    const { trailName } = args;
    const { accountId } = getCallerIdentityOutput({}, { parent: this });
    const { region } = getRegionOutput({}, { parent: this });
    const bucket = new PrivateBucket(
      `${name}-bucket`,
      {
        bucketName: pulumi.interpolate`${trailName}-trail-${accountId}`,
        protect: args.protect,
        expireDays: args.keepDays ?? KEEP_DAYS,
      },
      { parent: this },
    );
    const Principal = { Service: "cloudtrail.amazonaws.com" };
    const ofThisTrail = {
      "aws:SourceArn": pulumi.interpolate`arn:aws:cloudtrail:${region}:${accountId}:trail/${trailName}`,
    };
    const policy = bucketPolicy(
      `${name}-policy`,
      bucket,
      [
        { Sid: "LookAtBucket", Principal, Action: ["s3:GetBucketAcl"], Condition: { StringEquals: ofThisTrail } },
        {
          Sid: "WriteEntries",
          Principal,
          Action: ["s3:PutObject"],
          objects: pulumi.interpolate`AWSLogs/${accountId}/*`,
          Condition: { StringEquals: { ...ofThisTrail, "s3:x-amz-acl": "bucket-owner-full-control" } },
        },
      ],
      { parent: this },
    );
    const trail = new CloudTrail(
      name,
      {
        name: trailName,
        s3BucketName: bucket.bucketName,
        isMultiRegionTrail: true,
        includeGlobalServiceEvents: true,
        enableLogFileValidation: true,
      },
      { parent: this, dependsOn: [policy] },
    );

    this.arn = trail.arn;
    this.bucketName = bucket.bucketName;
    this.registerOutputs({ arn: this.arn, bucketName: this.bucketName });
  }
}

/** What is wrong with the name and the days. */
export function trailFaults(args: Pick<TrailArgs, "trailName" | "keepDays">, label: Label): Fault[] {
  const accepted = "3 to 40 lower-case letters, digits and single hyphens, a letter first and no hyphen last";
  return [
    ...textFaults(label("trailName"), args.trailName, /^(?=.{3,40}$)[a-z](-?[a-z0-9])*$/, accepted),
    ...wholeNumberFaults(label("keepDays"), args.keepDays ?? KEEP_DAYS, 1, 3650),
  ];
}

const KEEP_DAYS = 365;
