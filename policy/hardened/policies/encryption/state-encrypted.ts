import type { JudgedResource, StackPolicy } from "@tidegate/policy";
import { EVERYWHERE } from "../levels.ts";
import { at, isGiven, itemsOf, mayBe, must, within } from "../look.ts";
import { Candidates, findingOn, ofType } from "../stack.ts";
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
    const onS3 = new Candidates(states("aws:s3/bucket:Bucket"), ["bucket", "id"]);
    const encryptions = ofType(
      resources,
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    );
    const strong = encryptions.filter((one) => !isWeak(one)).map(({ props }) => props["bucket"]);
    return [
      ...onS3
        .meantByNone(strong)
        .map((one) => findingOn(one, "", "keeps states and isn't encrypted with a KMS key of the account's own")),
      ...states("oci:ObjectStorage/bucket:Bucket").flatMap((one) =>
        must(at(one.props, "kmsKeyId"), isGiven, "names no key, and the bucket keeps states").map((finding) => ({
          ...finding,
          urn: one.urn,
        })),
      ),
    ];
  },
};

/** Whether a rule takes another algorithm, or no key that the account made. */
function isWeak({ props }: JudgedResource): boolean {
  return itemsOf(at(props, "rules")).some((rule) => {
    const byDefault = within(rule, "applyServerSideEncryptionByDefault");
    return !mayBe(within(byDefault, "sseAlgorithm"), isKms) || !mayBe(within(byDefault, "kmsMasterKeyId"), isGiven);
  });
}
