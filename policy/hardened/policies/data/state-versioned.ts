import type { StackPolicy } from "@tidegate/policy";
import { apart, BUCKETS, bucketsWithout, own } from "../buckets.ts";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, isTrue, mayBe, must, within } from "../look.ts";
import { findingOn, ofType } from "../stack.ts";
import { keepsStates, STATE_BUCKETS } from "../state.ts";
import type { StateBuckets } from "../state.ts";

const isOn = (value: unknown): boolean => value === "Enabled";

/** A state that was overwritten or deleted can be taken back. */
export const stateVersioned: StackPolicy<StateBuckets> = {
  name: "state-versioned",
  about: "stack",
  description: "A bucket that keeps states keeps each version of them.",
  remedy: "Turn versioning of the bucket on.",
  sources: [
    "trivia-pay's requirements: remote state (versioning and KMS)",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
    "https://docs.oracle.com/en-us/iaas/Content/Object/Tasks/usingversioning.htm",
  ],
  levels: BY_ENVIRONMENT,
  config: STATE_BUCKETS,
  judge: (resources, config) => {
    const states = (type: string) => ofType(resources, type).filter((one) => keepsStates(one, config));
    const versioned = ofType(resources, ...apart("BucketVersioning"))
      .filter(({ props }) => mayBe(at(props, "versioningConfiguration", "status"), isOn))
      .map(({ props }) => props["bucket"]);
    const bare = bucketsWithout(BUCKETS.flatMap(states), versioned, (one) =>
      own(one, "versioning").some((versioning) => mayBe(within(versioning, "enabled"), isTrue)),
    );
    return [
      ...bare.map((one) => findingOn(one, "", "keeps states and has no versioning")),
      ...states("oci:ObjectStorage/bucket:Bucket").flatMap(({ urn, props }) =>
        must(at(props, "versioning"), isOn, "isn't on, and the bucket keeps states").map((one) => ({ ...one, urn })),
      ),
    ];
  },
};
