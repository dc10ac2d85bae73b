/**
 * How a bucket keeps its objects: versions, encryption, age.
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucketversioning/
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucketlifecycleconfiguration/
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucketserversideencryptionconfiguration/
 */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { elements, known, oneOf, refuse } from "../../checks.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import { numberAt, objectAt, objectsAt } from "../../parts.ts";
import { needKey } from "../kms/key.ts";
import { bucketSetting } from "./setting.ts";
import { note } from "./types.ts";

export const bucketVersioning = bucketSetting({
  type: "aws:s3/bucketVersioning:BucketVersioning",
  check: (inputs) => oneOf(inputs, "versioningConfiguration.status", ["Enabled", "Suspended", "Disabled"]),
  accept: (inputs, bucket, cloud) => {
    const status = textAt(objectAt(inputs, "versioningConfiguration"), "status") ?? "";
    if (status === "Disabled" && bucket.notes["versioning"] !== "Disabled") {
      const was = textAt(bucket.notes, "versioning") ?? "";
      const message = `versioning_configuration.status cannot be updated from '${was}' to 'Disabled'`;
      throw new AwsError("InvalidBucketState", message);
    }
    note(bucket, "versioning", status, cloud);
    return {};
  },
  undo: (bucket, cloud) => note(bucket, "versioning", "Suspended", cloud),
});

export const bucketServerSideEncryption = bucketSetting({
  type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  check: (inputs) =>
    elements(inputs, "rules").flatMap((path) => {
      const at = `${path}.applyServerSideEncryptionByDefault`;
      const algorithm = known(inputs, `${at}.sseAlgorithm`);
      const isForKms = typeof algorithm !== "string" || algorithm.startsWith("aws:kms");
      return [
        ...oneOf(inputs, `${at}.sseAlgorithm`, ["AES256", "aws:kms", "aws:kms:dsse"]),
        ...(known(inputs, `${at}.kmsMasterKeyId`) !== undefined && !isForKms
          ? refuse(`${at}.kmsMasterKeyId`, "a key is for the algorithms aws:kms and aws:kms:dsse only")
          : []),
      ];
    }),
  accept: (inputs, _bucket, cloud) => {
    for (const rule of objectsAt(inputs, "rules")) {
      const key = textAt(objectAt(rule, "applyServerSideEncryptionByDefault"), "kmsMasterKeyId");
      if (key !== undefined && key !== "") needKey(key, cloud);
    }
    return {};
  },
});

const ACTIONS = [
  "abortIncompleteMultipartUpload",
  "expiration",
  "noncurrentVersionExpiration",
  "noncurrentVersionTransitions",
  "transitions",
];

export const bucketLifecycle = bucketSetting({
  type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  check: (inputs) =>
    elements(inputs, "rules").flatMap((path) => oneOf(inputs, `${path}.status`, ["Enabled", "Disabled"])),
  accept: (inputs) => {
    const rules = objectsAt(inputs, "rules");
    const ids = rules.map((rule) => textAt(rule, "id") ?? "");
    if (new Set(ids).size < ids.length) {
      throw new AwsError("InvalidArgument", "Rule ID must be unique. Found same ID for more than one rule");
    }
    for (const rule of rules) acceptRule(rule);
    const size = "transitionDefaultMinimumObjectSize";
    return { [size]: inputs[size] ?? "all_storage_classes_128K" };
  },
});

function acceptRule(rule: Properties): void {
  if (!ACTIONS.some((name) => rule[name] !== undefined)) {
    throw new AwsError("InvalidRequest", "At least one action needs to be specified in a rule");
  }
  const transitions = [...objectsAt(rule, "transitions"), ...objectsAt(rule, "noncurrentVersionTransitions")];
  for (const one of transitions) {
    const days = numberAt(one, "days") ?? numberAt(one, "noncurrentDays");
    const storageClass = textAt(one, "storageClass") ?? "";
    if (["STANDARD_IA", "ONEZONE_IA"].includes(storageClass) && days !== undefined && days < 30) {
      const message = `'Days' in Transition action must be greater than or equal to 30 for storageClass '${storageClass}'`;
      throw new AwsError("InvalidArgument", message);
    }
  }
  const last = Math.max(0, ...objectsAt(rule, "transitions").map((one) => numberAt(one, "days") ?? 0));
  const expiry = numberAt(objectAt(rule, "expiration"), "days");
  if (expiry === undefined) return;
  if (expiry < 1) throw new AwsError("InvalidArgument", "'Days' for Expiration action must be a positive integer");
  if (expiry <= last) {
    const message = "'Days' in the Expiration action must be greater than 'Days' in the Transition action";
    throw new AwsError("InvalidArgument", message);
  }
}
