/** A setting of a bucket that is a resource of its own: its id is the bucket's name, and another bucket makes another one. */
import type { Failure } from "../../../plugins/protocol/provider.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import type { Cloud } from "../../cloud.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import type { Resource } from "../../resource.ts";
import { findBucket, needBucket } from "./types.ts";

interface Setting {
  readonly type: string;
  readonly check?: (inputs: Properties) => Failure[];
  readonly replaces?: readonly string[];
  readonly sets?: readonly string[];
  /** Takes it over, and says what is computed. @throws AwsError */
  readonly accept?: (inputs: Properties, bucket: Resource, cloud: Cloud, olds: Properties) => Properties;
  /** What the bucket is like without it. */
  readonly undo?: (bucket: Resource, cloud: Cloud) => void;
}

export function bucketSetting({ type, check, replaces = [], sets = [], accept, undo }: Setting): Kind {
  return {
    type,
    replaces: ["bucket", "expectedBucketOwner", ...replaces],
    sets,
    check: (inputs) => check?.(inputs) ?? [],
    create({ inputs }, cloud) {
      const bucket = needBucket(textAt(inputs, "bucket"), cloud);
      return { id: bucket.id, outputs: accept?.(inputs, bucket, cloud, {}) ?? {} };
    },
    update({ inputs, olds }, cloud) {
      return accept?.(inputs, needBucket(textAt(inputs, "bucket"), cloud), cloud, olds) ?? {};
    },
    remove({ inputs }, cloud) {
      const bucket = findBucket(textAt(inputs, "bucket"), cloud);
      if (bucket !== undefined) undo?.(bucket, cloud);
    },
  };
}
