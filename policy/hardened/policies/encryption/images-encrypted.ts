import type { ResourcePolicy } from "@tidegate/policy";
import { UNKNOWN } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, byType, isGiven, itemsOf, must, within } from "../look.ts";
import type { Checks } from "../look.ts";

const isKms = (value: unknown): boolean => value === "KMS" || value === "KMS_DSSE";

const encrypted: Checks[string] = (props) => {
  const place = at(props, "encryptionConfigurations");
  if (place.value === UNKNOWN) return [];
  const each = itemsOf(place);
  const says = "isn't KMS, so that the key is S3's own and its use can't be seen";
  return each.length === 0
    ? must(place, isGiven, "isn't given, so that the key is S3's own and its use can't be seen")
    : each.flatMap((one) => must(within(one, "encryptionType"), isKms, says));
};

/** ECR always encrypts; here with a key in the account, whose use CloudTrail shows. */
export const imagesEncrypted: ResourcePolicy = {
  name: "images-encrypted",
  about: "resource",
  description: "A repository's images are encrypted with a KMS key in the account.",
  remedy: "Set encryptionType to KMS when the repository is made: it can't be changed later.",
  sources: [
    "circle-of-trust's requirements: security best practices (encryption at rest)",
    "https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html",
  ],
  levels: BY_ENVIRONMENT,
  ...byType({
    "aws:ecr/repository:Repository": encrypted,
    "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate": encrypted,
  }),
};
