/** Whether a bucket takes what one of AWS's own services writes to it. */
import type { Cloud } from "../../cloud.ts";
import { textAt } from "../../kind.ts";
import { objectAt, objectsAt } from "../../parts.ts";
import type { Resource } from "../../resource.ts";
import { letsServiceIn } from "../../resourcePolicy.ts";
import type { ServiceRequest } from "../../resourcePolicy.ts";

export const BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";

/** By the bucket's policy, a resource of its own or a property of the bucket's. */
export function letsIn(bucket: Resource, request: ServiceRequest, cloud: Cloud): boolean {
  const [policy] = settingsOf(bucket, [BUCKET_POLICY], cloud);
  return letsServiceIn(policy?.inputs["policy"] ?? bucket.inputs["policy"], request, cloud);
}

/** Whether what is written without a word on encryption is encrypted with a KMS key: some services can't write then. */
export function encryptsWithKms(bucket: Resource, cloud: Cloud): boolean {
  return settingsOf(bucket, ENCRYPTIONS, cloud).some(({ inputs }) =>
    objectsAt(inputs, "rules").some((rule) => {
      const algorithm = textAt(objectAt(rule, "applyServerSideEncryptionByDefault"), "sseAlgorithm");
      return algorithm?.startsWith("aws:kms") === true;
    }),
  );
}

/** Settings of the bucket that are resources of their own. */
export function settingsOf(bucket: Resource, types: readonly string[], cloud: Cloud): Resource[] {
  return types.flatMap((type) => cloud.everywhere(type)).filter(({ inputs }) => inputs["bucket"] === bucket.id);
}

const ENCRYPTIONS = [
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
];
