import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, byType, isGiven, must } from "../look.ts";

/** SNS encrypts nothing unless it is told to. */
export const topicEncrypted: ResourcePolicy = {
  name: "topic-encrypted",
  about: "resource",
  description: "A topic's messages are encrypted.",
  remedy: "Set kmsMasterKeyId to a key that the topic's publishers may use.",
  sources: [
    "circle-of-trust's requirements: security best practices (encryption at rest)",
    "https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html",
  ],
  levels: BY_ENVIRONMENT,
  ...byType({
    "aws:sns/topic:Topic": (props) =>
      must(at(props, "kmsMasterKeyId"), isGiven, "names no key, so that messages are kept in plain"),
  }),
};
