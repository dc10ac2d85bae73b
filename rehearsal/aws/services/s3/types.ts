/** The provider's tokens of S3, and what its types share. */
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import type { Kind } from "../../kind.ts";
import { objectAt } from "../../parts.ts";
import type { Resource } from "../../resource.ts";

export const BUCKET = "aws:s3/bucket:Bucket";
const BUCKET_V2 = "aws:s3/bucketV2:BucketV2";

/** The same kind under both of its names: version 6 of the provider called it `...V2`, version 7 dropped the suffix. */
export function underBothNames(kind: Kind): Kind[] {
  return [kind, { ...kind, type: kind.type.replace(/^aws:s3\/(\w+):(\w+)$/, "aws:s3/$1V2:$2V2") }];
}

/** All of them, of every region. */
export function bucketsOf(cloud: Cloud): Resource[] {
  return [BUCKET, BUCKET_V2].flatMap((type) => cloud.everywhere(type));
}

/** Bucket names are the whole world's, whatever the region. */
export function findBucket(name: string | undefined, cloud: Cloud): Resource | undefined {
  return bucketsOf(cloud).find(({ id }) => id === name);
}

/** @throws AwsError NoSuchBucket */
export function needBucket(name: string | undefined, cloud: Cloud): Resource {
  const found = findBucket(name, cloud);
  if (found === undefined) throw new AwsError("NoSuchBucket", "The specified bucket does not exist");
  return found;
}

/** `Disabled` until it is enabled for the first time; from then on never again. */
export type Versioning = "Disabled" | "Enabled" | "Suspended";

export function versioningOf({ inputs, notes }: Resource): Versioning {
  const noted = notes["versioning"];
  if (noted === "Enabled" || objectAt(inputs, "versioning")["enabled"] === true) return "Enabled";
  return noted === "Suspended" ? noted : "Disabled";
}

/** What the bucket remembers of a setting that is a resource of its own. */
export function note(bucket: Resource, name: string, value: Resource["notes"][string], cloud: Cloud): void {
  cloud.put({ ...bucket, notes: { ...bucket.notes, [name]: value } });
}
