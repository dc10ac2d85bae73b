/** Keeps a body that has come: the file first, then the version that names it, so that no version is without one. */
import type { Content, Version } from "../services/s3/contents.ts";
import { addVersion, droppedBy } from "../services/s3/contents.ts";
import { versioningOf } from "../services/s3/types.ts";
import { bucketOf } from "./call.ts";
import type { Call } from "./call.ts";
import { checkWrite } from "./conditions.ts";
import { AwsError } from "../errors.ts";

/** In bytes of UTF-8. */
const KEY_LIMIT = 1024;

export interface Keeping {
  readonly version: Version;
  /** Bodies that nobody can ask for any more. */
  readonly dropped: readonly string[];
}

/** @throws AwsError AccessDenied, KeyTooLongError, PreconditionFailed */
export function permitWrite({ bucket, key, headers, cloud, permit }: Call): void {
  permit("s3:PutObject", { bucket, key });
  if (Buffer.byteLength(key) > KEY_LIMIT) throw new AwsError("KeyTooLongError", "Your key is too long");
  checkWrite(headers, bucket, key, cloud);
}

/** @throws AwsError where the bucket went meanwhile, or the condition holds no more */
export async function keep(call: Call, content: Content, bytes: Buffer): Promise<Keeping> {
  const { bucket, key, headers, cloud, bodies } = call;
  await bodies.write(content.body, bytes);
  try {
    const versioning = versioningOf(bucketOf(call));
    checkWrite(headers, bucket, key, cloud);
    const { made: version, dropped } = droppedBy(bucket, key, cloud, () =>
      addVersion({ bucket, key }, { content }, versioning, cloud),
    );
    return { version, dropped };
  } catch (error) {
    await bodies.remove(content.body);
    throw error;
  }
}
