import type { JudgedResource, StackPolicy } from "@tidegate/policy";
import { UNKNOWN } from "@tidegate/policy";
import { apart, BUCKETS, bucketsWithout, own } from "../buckets.ts";
import { EVERYWHERE } from "../levels.ts";
import { at, givenAt, isGiven, itemsOf, mayBe, must, within } from "../look.ts";
import type { Place } from "../look.ts";
import { findingOn, ofType } from "../stack.ts";
import { keepsStates, STATE_BUCKETS } from "../state.ts";
import type { StateBuckets } from "../state.ts";

const isKms = (value: unknown): boolean => value === "aws:kms" || value === "aws:kms:dsse";

/** Buckets of states are encrypted with a key of the account's own, so that reading one takes two permissions. */
export const stateEncrypted: StackPolicy<StateBuckets> = {
  name: "state-encrypted",
  about: "stack",
  description: "A bucket that keeps states is encrypted with a KMS key of the account's own.",
  remedy: "Make a key, and name it in the bucket's server-side encryption (OCI: kmsKeyId).",
  sources: [
    "trivia-pay's requirements: remote state (versioning and KMS)",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
    "https://docs.oracle.com/en-us/iaas/Content/Object/Tasks/encryption.htm",
  ],
  levels: EVERYWHERE,
  config: STATE_BUCKETS,
  judge: (resources, config) => {
    const states = (type: string) => ofType(resources, type).filter((one) => keepsStates(one, config));
    const encryptions = ofType(resources, ...apart("BucketServerSideEncryptionConfiguration"));
    const strong = encryptions.filter(({ props }) => isStrong(at(props, "rules"))).map(({ props }) => props["bucket"]);
    return [
      ...bucketsWithout(BUCKETS.flatMap(states), strong, encryptsItself).map((one) =>
        findingOn(one, "", "keeps states and isn't encrypted with a KMS key of the account's own"),
      ),
      ...states("oci:ObjectStorage/bucket:Bucket").flatMap((one) =>
        must(givenAt(one, "kmsKeyId"), isGiven, "names no key, and the bucket keeps states").map((finding) => ({
          ...finding,
          urn: one.urn,
        })),
      ),
    ];
  },
};

/** Whether each rule takes KMS, and a key that the account made. */
function isStrong(rules: Place): boolean {
  return itemsOf(rules).every((rule) => {
    const byDefault = defaultOf(rule);
    return mayBe(within(byDefault, "sseAlgorithm"), isKms) && mayBe(within(byDefault, "kmsMasterKeyId"), isGiven);
  });
}

/** The oldest name of a bucket has it in a list. */
function defaultOf(rule: Place): Place {
  const own = within(rule, "applyServerSideEncryptionByDefault");
  const listed = within(rule, "applyServerSideEncryptionByDefaults");
  return listed.value === UNKNOWN ? listed : (itemsOf(listed)[0] ?? own);
}

/** By the older way, in the bucket's own properties, which have one rule. */
function encryptsItself(bucket: JudgedResource): boolean {
  const rules = own(bucket, "serverSideEncryptionConfiguration").flatMap((one) => [
    ...itemsOf(within(one, "rule")),
    ...itemsOf(within(one, "rules")),
  ]);
  return rules.length > 0 && rules.every(isStrong);
}
