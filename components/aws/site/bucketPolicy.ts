import * as pulumi from "@pulumi/pulumi";
import { BucketPolicy } from "@pulumi/aws/s3/bucketPolicy.js";
import type { Statement } from "../iam/policy.ts";
import type { PrivateBucket } from "./privateBucket.ts";

/** What a bucket lets someone do with it. */
export interface BucketGrant {
  /** Letters and digits, unique in the policy. */
  readonly Sid: string;
  /** Who: an AWS service, or everyone. */
  readonly Principal: { readonly Service: string } | "*";
  readonly Action: readonly string[];
  /** Which objects, by the pattern of their keys: `*`, `AWSLogs/111122223333/*`. Default: the bucket itself. */
  readonly objects?: pulumi.Input<string>;
  readonly Condition?: Statement["Condition"];
}

/**
 * The one policy of a bucket: these grants, and no access but by TLS, whoever asks.
 *
 * @param plainHttp lets requests without TLS in, which S3's own websites can't do without.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html#transit
 */
export function bucketPolicy(
  name: string,
  bucket: PrivateBucket,
  grants: readonly BucketGrant[],
  opts: pulumi.CustomResourceOptions,
  plainHttp = false,
): BucketPolicy {
  const statements = grants.map(({ objects, ...grant }) => ({
    ...grant,
    Effect: "Allow",
    Resource: objects === undefined ? bucket.arn : pulumi.interpolate`${bucket.arn}/${objects}`,
  }));
  const tlsOnly = {
    Sid: "TlsOnly",
    Principal: "*",
    Effect: "Deny",
    Action: "s3:*",
    Resource: [bucket.arn, pulumi.interpolate`${bucket.arn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
  const policy = pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [...statements, ...(plainHttp ? [] : [tlsOnly])],
  });
  return new BucketPolicy(
    name,
    { bucket: bucket.bucketName, policy },
    pulumi.mergeOptions(opts, { dependsOn: [bucket.publicAccessBlock] }),
  );
}
