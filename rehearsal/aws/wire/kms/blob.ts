/**
 * A ciphertext as KMS hands it out: opaque to its owner, and with all that KMS needs to find the key again. The key's ARN and
 * the encryption context are authenticated with it (AES-256-GCM), so it opens with exactly those.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html
 */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { AwsError } from "../../errors.ts";
import type { RootKey } from "./rootKey.ts";

export type EncryptionContext = Readonly<Record<string, string>>;

const FORM = 1;
const IV_SIZE = 12;
const TAG_SIZE = 16;

export function seal(plaintext: Buffer, arn: string, context: EncryptionContext, root: RootKey): Buffer {
  const iv = randomBytes(IV_SIZE);
  const cipher = createCipheriv("aes-256-gcm", root.materialOf(arn), iv).setAAD(authenticated(arn, context));
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  const name = Buffer.from(arn);
  return Buffer.concat([Buffer.from([FORM, name.length]), name, iv, cipher.getAuthTag(), body]);
}

/** The ARN of the key that a ciphertext names. @throws AwsError InvalidCiphertextException */
export function keyOf(blob: Buffer): string {
  const end = 2 + (blob[1] ?? 0);
  if (blob[0] !== FORM || blob.length < end + IV_SIZE + TAG_SIZE) throw invalid();
  return blob.toString("utf8", 2, end);
}

/** @throws AwsError InvalidCiphertextException */
export function unseal(blob: Buffer, context: EncryptionContext, root: RootKey): Buffer {
  const arn = keyOf(blob);
  const start = 2 + Buffer.byteLength(arn);
  const iv = blob.subarray(start, start + IV_SIZE);
  const tag = blob.subarray(start + IV_SIZE, start + IV_SIZE + TAG_SIZE);
  const decipher = createDecipheriv("aes-256-gcm", root.materialOf(arn), iv, { authTagLength: TAG_SIZE })
    .setAAD(authenticated(arn, context))
    .setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(blob.subarray(start + IV_SIZE + TAG_SIZE)), decipher.final()]);
  } catch {
    throw invalid();
  }
}

/** KMS says no more than the code. */
const invalid = () => new AwsError("InvalidCiphertextException", "");

/** The order of a context's pairs doesn't count. */
function authenticated(arn: string, context: EncryptionContext): Buffer {
  const pairs = Object.entries(context).sort(([one], [other]) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
  return Buffer.from(JSON.stringify([arn, pairs]));
}
