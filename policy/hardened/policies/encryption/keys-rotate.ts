import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, byType, is, isGiven, isTrue, mayBe, must } from "../look.ts";

const isSymmetric = (value: unknown): boolean => value === undefined || value === "SYMMETRIC_DEFAULT";

/** KMS makes new key material once a year. It can for symmetric keys in its own store; OCI's default vaults can't at all. */
export const keysRotate: ResourcePolicy = {
  name: "keys-rotate",
  about: "resource",
  description: "A KMS key is rotated by itself.",
  remedy: "Set enableKeyRotation to true.",
  sources: [
    "circle-of-trust's requirements: security best practices (encryption at rest)",
    "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
  ],
  levels: BY_ENVIRONMENT,
  ...byType({
    "aws:kms/key:Key": (props) =>
      is(at(props, "customerMasterKeySpec"), isSymmetric) && !mayBe(at(props, "customKeyStoreId"), isGiven)
        ? must(at(props, "enableKeyRotation"), isTrue, "isn't true, so that the key's material never changes")
        : [],
  }),
};
