/** Buckets of S3 and what else is said of them, under each of the SDK's names. */
import type { JudgedResource, Value } from "@tidegate/policy";
import { UNKNOWN } from "@tidegate/policy";
import { at, itemsOf } from "./look.ts";
import type { Place } from "./look.ts";
import { Candidates } from "./stack.ts";

export const BUCKETS = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"] as const;

/** The types of what is said of a bucket apart from it: `BucketVersioning`, and its older name. */
export function apart(name: string): readonly string[] {
  const [kind, older] = [name, `${name}V2`];
  return [kind, older].map((one) => `aws:s3/${one.charAt(0).toLowerCase()}${one.slice(1)}:${one}`);
}

/**
 * The buckets that neither say something themselves nor have it said of them.
 *
 * @param said names of what is said of a bucket, by resources that pass
 * @param says whether a bucket itself says it
 */
export function bucketsWithout(
  buckets: readonly JudgedResource[],
  said: readonly (Value | undefined)[],
  says: (bucket: JudgedResource) => boolean,
): readonly JudgedResource[] {
  const silent = new Set(new Candidates(buckets, ["bucket", "id"]).meantByNone(said));
  return buckets.filter((bucket) => silent.has(bucket) && !says(bucket));
}

/**
 * A bucket's own properties under one of two names. Before a bucket is made, what it says nothing of is known no more than what
 * AWS will answer: that is nothing said.
 */
export function own({ props }: JudgedResource, name: string): readonly Place[] {
  return [at(props, name), at(props, `${name}s`)].filter(({ value }) => value !== UNKNOWN).flatMap(itemsOf);
}
