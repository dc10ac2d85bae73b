import * as pulumi from "@pulumi/pulumi";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity.js";
import { getRegionOutput } from "@pulumi/aws/getRegion.js";
import { Alias } from "@pulumi/aws/kms/alias.js";
import { Key } from "@pulumi/aws/kms/key.js";
import { BucketLogging } from "@pulumi/aws/s3/bucketLogging.js";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse, textFaults } from "@tidegate/faults";
import { AccessLogBucket } from "../site/accessLogBucket.ts";
import { bucketPolicy } from "../site/bucketPolicy.ts";
import { serverAccessLogs } from "../site/logWriters.ts";
import { bucketNameFaults, PrivateBucket } from "../site/privateBucket.ts";

export interface StateStoreArgs {
  /** The bucket's name, unique in all of AWS. */
  readonly bucketName: string;
  /** Name of the bucket that keeps the logs of who asked for what in the first one. Unique in all of AWS too. */
  readonly logBucketName: string;
  /** The key's name, without `alias/`: 1 to 250 letters, digits, `/`, `_` and `-`; `aws/` is AWS's own. */
  readonly keyAlias: string;
  /** Whether `destroy` keeps bucket and key. Without it, every state in the bucket goes. */
  readonly protect: boolean;
  /**
   * What is there already, and is taken into the state as it is; the next update, without it, sets what differs. Default:
   * nothing. Where a first update made a bucket and its state was lost, this is the way back.
   *
   * @see https://www.pulumi.com/docs/iac/concepts/resources/options/import/
   */
  readonly adopts?: readonly StateStorePart[];
}

/** What of a state store can be there already. */
export type StateStorePart = "bucket" | "log-bucket" | "alias";

/**
 * Where Pulumi keeps states in one's own account: a private bucket, versioned, encrypted with a key of its own, reached by TLS
 * alone; and that key, which Pulumi's secrets provider uses too. An earlier state can be had back for a year. Who asked for
 * which state stands in the log bucket, for 90 days.
 *
 * Pulumi locks a stack by an object in the bucket: no table is needed.
 *
 * @throws InvalidArguments with every fault, before anything is registered.
 * @see https://www.pulumi.com/docs/iac/concepts/state-and-backends/#aws-s3
 * @see https://www.pulumi.com/docs/iac/concepts/secrets/#aws-key-management-service-kms
 */
export class StateStore extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  readonly bucketArn: pulumi.Output<string>;
  readonly keyArn: pulumi.Output<string>;
  /** What `pulumi login` takes: `s3://<bucket>?region=<region>&awssdk=v2`. */
  readonly backendUrl: pulumi.Output<string>;
  /** What `pulumi stack init --secrets-provider` takes: `awskms://alias/<name>?region=<region>`. */
  readonly secretsProvider: pulumi.Output<string>;

  constructor(name: string, args: StateStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, stateStoreFaults(args, ownName));
    super("tidegate-aws:index:StateStore", name, {}, opts);
    const kept = { parent: this, protect: args.protect };

    const { accountId } = getCallerIdentityOutput({}, { parent: this });
    const { region } = getRegionOutput({}, { parent: this });
    const key = new Key(
      `${name}-key`,
      {
        description: `Encrypts the states in ${args.bucketName}, and the secrets in them`,
        enableKeyRotation: true,
        deletionWindowInDays: 30,
        policy: pulumi.output(accountId).apply((account) => JSON.stringify(keyPolicy(account))),
      },
      kept,
    );
    const adopts = new Set(args.adopts);
    const aliasName = `alias/${args.keyAlias}`;
    const alias = new Alias(
      `${name}-alias`,
      { name: aliasName, targetKeyId: key.keyId },
      { ...kept, ...(adopts.has("alias") && { import: aliasName, ignoreChanges: ["targetKeyId"] }) },
    );
    const bucket = new PrivateBucket(
      `${name}-bucket`,
      { bucketName: args.bucketName, kmsKeyArn: key.arn, noncurrentDays: EARLIER_DAYS, protect: args.protect },
      { parent: this, ...(adopts.has("bucket") && { transformations: [adopting(args.bucketName)] }) },
    );
    const policy = bucketPolicy(`${name}-policy`, bucket, [], kept);
    this.logged(name, bucket, args);

    // Known once nobody gets in without TLS.
    this.bucketName = pulumi.all([bucket.bucketName, policy.id]).apply(([bucketName]) => bucketName);
    this.bucketArn = bucket.arn;
    this.keyArn = key.arn;
    this.backendUrl = pulumi.interpolate`s3://${this.bucketName}?region=${region}&awssdk=v2`;
    this.secretsProvider = pulumi.interpolate`awskms://${alias.name}?region=${region}`;
    this.registerOutputs({ backendUrl: this.backendUrl, secretsProvider: this.secretsProvider });
  }

  /** Each request for a state, by day: `states/<account>/<region>/<bucket>/2026/11/21/…`. */
  private logged(name: string, bucket: PrivateBucket, args: StateStoreArgs): void {
    const { logBucketName, protect, adopts } = args;
    const isThere = adopts?.includes("log-bucket") ?? false;
    const logs = new AccessLogBucket(
      `${name}-logs`,
      { bucketName: logBucketName, writer: serverAccessLogs(bucket.arn, LOG_PREFIX), protect },
      { parent: this, ...(isThere && { transformations: [adopting(logBucketName)] }) },
    );
    new BucketLogging(
      `${name}-logging`,
      {
        bucket: bucket.bucketName,
        targetBucket: logs.bucketName,
        targetPrefix: LOG_PREFIX,
        targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
      },
      { parent: this, protect, dependsOn: [logs.policy] },
    );
  }
}

/** The names that a store is made under. Where the log bucket's isn't known yet, it isn't judged. */
export type StateStoreNames = Pick<StateStoreArgs, "bucketName" | "keyAlias"> &
  Partial<Pick<StateStoreArgs, "logBucketName">>;

/** What is wrong with the names. */
export function stateStoreFaults(args: StateStoreNames, label: Label): Fault[] {
  const accepted = "1 to 250 letters, digits, slashes, underscores and hyphens, not beginning with aws/";
  const { bucketName, logBucketName } = args;
  const same = { path: label("logBucketName"), given: logBucketName, accepted: "another bucket than the states'" };
  return [
    ...bucketNameFaults(label("bucketName"), bucketName),
    ...(logBucketName === undefined ? [] : bucketNameFaults(label("logBucketName"), logBucketName)),
    ...(logBucketName === bucketName ? [same] : []),
    ...textFaults(label("keyAlias"), args.keyAlias, /^(?!aws\/)[A-Za-z0-9/_-]{1,250}$/, accepted),
  ];
}

/** IAM decides who uses it. Without this statement nobody could ever change or delete the key. */
function keyPolicy(account: string) {
  const Principal = { AWS: `arn:aws:iam::${account}:root` };
  return {
    Version: "2012-10-17",
    Statement: [{ Sid: "Account", Effect: "Allow", Principal, Action: "kms:*", Resource: "*" }],
  };
}

/** Takes the bucket itself; its settings are put over what it has, and need no import. */
function adopting(bucketName: string): pulumi.ResourceTransformation {
  return ({ type, props, opts }) =>
    type === "aws:s3/bucket:Bucket"
      ? { props, opts: { ...opts, import: bucketName, ignoreChanges: ["forceDestroy", "tags", "tagsAll"] } }
      : undefined;
}

/** What the keys of logs begin with. */
const LOG_PREFIX = "states/";

/** Days that an earlier version of a state is kept. */
const EARLIER_DAYS = 365;
