/**
 * How a bucket encrypts. With a key of KMS, whoever writes or reads needs the key too, and a key that is disabled stops both.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
import type { Cloud } from "../cloud.ts";
import { AwsError } from "../errors.ts";
import { textAt } from "../kind.ts";
import { objectAt, objectsAt } from "../parts.ts";
import type { Resource } from "../resource.ts";
import { usableKey } from "../services/kms/usable.ts";

const TYPES = ["ServerSideEncryptionConfiguration", "ServerSideEncryptionConfigurationV2"].map(
  (suffix) => `aws:s3/bucket${suffix}:Bucket${suffix}`,
);

export interface Encryption {
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined with S3's own keys, and with the key that AWS manages. */
  readonly key: Resource | undefined;
}

/** @throws AwsError KMS.DisabledException and the like, where the key can't be used */
export function encryptionOf(bucket: Resource, cloud: Cloud): Encryption {
  const setting = TYPES.flatMap((type) => cloud.everywhere(type)).find(({ id }) => id === bucket.id);
  const [rule = {}] = objectsAt(setting?.inputs ?? {}, "rules");
  const asked = objectAt(rule, "applyServerSideEncryptionByDefault");
  const algorithm = textAt(asked, "sseAlgorithm") ?? "AES256";
  if (!algorithm.startsWith("aws:kms"))
    return { headers: { "x-amz-server-side-encryption": algorithm }, key: undefined };
  const key = keyFor(textAt(asked, "kmsMasterKeyId") || "alias/aws/s3", cloud);
  const arn = key === undefined ? undefined : textAt(key.outputs, "arn");
  const headers = {
    "x-amz-server-side-encryption": algorithm,
    ...(arn !== undefined && { "x-amz-server-side-encryption-aws-kms-key-id": arn }),
  };
  return { headers, key };
}

/** What KMS refuses S3 passes on, under a name that says whose it is. */
function keyFor(id: string, cloud: Cloud): Resource | undefined {
  try {
    return usableKey(id, cloud);
  } catch (error) {
    throw error instanceof AwsError ? new AwsError(`KMS.${error.code}`, error.message) : error;
  }
}
