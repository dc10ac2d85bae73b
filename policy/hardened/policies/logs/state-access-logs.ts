import type { StackPolicy } from "@tidegate/policy";
import { apart, BUCKETS, bucketsWithout, own } from "../buckets.ts";
import { BY_ENVIRONMENT } from "../levels.ts";
import { isGiven, mayBe, within } from "../look.ts";
import { findingOn, ofType } from "../stack.ts";
import { keepsStates, STATE_BUCKETS } from "../state.ts";
import type { StateBuckets } from "../state.ts";

/** Who read a state, and when. */
export const stateAccessLogs: StackPolicy<StateBuckets> = {
  name: "state-access-logs",
  about: "stack",
  description: "A bucket on S3 that keeps states writes access logs.",
  remedy: "Add an aws.s3.BucketLogging that writes to another bucket.",
  sources: [
    "order-tracking's requirements: hardening checklist (state safety)",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html",
  ],
  levels: BY_ENVIRONMENT,
  config: STATE_BUCKETS,
  judge: (resources, config) => {
    const states = ofType(resources, ...BUCKETS).filter((one) => keepsStates(one, config));
    const logged = ofType(resources, ...apart("BucketLogging")).map(({ props }) => props["bucket"]);
    return bucketsWithout(states, logged, (one) =>
      own(one, "logging").some((logging) => mayBe(within(logging, "targetBucket"), isGiven)),
    ).map((one) => findingOn(one, "", "keeps states, and nobody sees who reads them"));
  },
};
