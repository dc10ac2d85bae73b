import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, byType, isTrue, must } from "../look.ts";

/** DynamoDB always encrypts; here with a key in the account, whose use CloudTrail shows. */
export const tableEncrypted: ResourcePolicy = {
  name: "table-encrypted",
  about: "resource",
  description: "A table is encrypted with a KMS key in the account.",
  remedy: "Set serverSideEncryption.enabled to true, with or without a key of your own.",
  sources: [
    "circle-of-trust's requirements: security best practices (encryption at rest)",
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.howitworks.html",
  ],
  levels: BY_ENVIRONMENT,
  ...byType({
    "aws:dynamodb/table:Table": (props) =>
      must(
        at(props, "serverSideEncryption", "enabled"),
        isTrue,
        "isn't true, so that the key is DynamoDB's own and its use can't be seen",
      ),
  }),
};
