import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, byType, isGiven, mayBe, must } from "../look.ts";

/** SQS encrypts new queues by default: this finds where that was switched off. */
export const queueEncrypted: ResourcePolicy = {
  name: "queue-encrypted",
  about: "resource",
  description: "A queue's messages are encrypted.",
  remedy: "Leave sqsManagedSseEnabled out or set it to true, or name a KMS key.",
  sources: [
    "circle-of-trust's requirements: security best practices (encryption at rest)",
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html",
  ],
  levels: BY_ENVIRONMENT,
  ...byType({
    "aws:sqs/queue:Queue": (props) =>
      mayBe(at(props, "kmsMasterKeyId"), isGiven)
        ? []
        : must(at(props, "sqsManagedSseEnabled"), (value) => value !== false, "keeps messages in plain"),
  }),
};
