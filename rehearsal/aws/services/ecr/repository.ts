/** @see https://www.pulumi.com/registry/packages/aws/api-docs/ecr/repository/ */
import type { Failure } from "../../../plugins/protocol/provider.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { makeArn } from "../../arn.ts";
import { elements, known, needed, oneOf, ruledOut } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { imagesOf, removeImage } from "../../images.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { objectAt, objectsAt } from "../../parts.ts";
import type { Resource } from "../../resource.ts";

export const REPOSITORY = "aws:ecr/repository:Repository";

export const repository: Kind = {
  type: REPOSITORY,
  name: {
    property: "name",
    max: 256,
    pattern: /^(?=.{2,256}$)(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/,
    accepted: "lower-case letters, digits, and between them single hyphens, underscores, periods and slashes",
  },
  replaces: ["encryptionConfigurations.**"],
  check: (inputs) => [
    ...oneOf(inputs, "imageTagMutability", [
      "MUTABLE",
      "IMMUTABLE",
      "IMMUTABLE_WITH_EXCLUSION",
      "MUTABLE_WITH_EXCLUSION",
    ]),
    ...exclusions(inputs),
    ...elements(inputs, "encryptionConfigurations").flatMap((path) =>
      oneOf(inputs, `${path}.encryptionType`, ["AES256", "KMS", "KMS_DSSE"]),
    ),
  ],
  create({ inputs }, cloud) {
    const name = textAt(inputs, "name") ?? "";
    if (cloud.get(REPOSITORY, name) !== undefined) {
      const message = `The repository with name '${name}' already exists in the registry with id '${cloud.account}'`;
      throw new AwsError("RepositoryAlreadyExistsException", message);
    }
    const { region, account } = cloud;
    return {
      id: name,
      outputs: {
        ...defaults(inputs),
        arn: makeArn({ service: "ecr", region, account, resource: `repository/${name}` }),
        registryId: account,
        repositoryUrl: `${account}.dkr.ecr.${region}.amazonaws.com/${name}`,
      },
    };
  },
  update: ({ inputs }) => defaults(inputs),
  remove(resource, cloud) {
    const images = imagesOf(cloud.moment.world, textAt(resource.outputs, "arn") ?? "");
    if (images.length > 0 && resource.inputs["forceDelete"] !== true) {
      throw new AwsError(
        "RepositoryNotEmptyException",
        `ECR Repository (${resource.id}) not empty, consider using force_delete: The repository with name '${resource.id}' in registry with id '${cloud.account}' cannot be deleted because it still contains images`,
      );
    }
    for (const image of images) removeImage(cloud.moment.world, image);
  },
};

/** @throws AwsError RepositoryNotFoundException */
export function needRepository(name: string | undefined, cloud: Cloud): Resource {
  const found = cloud.get(REPOSITORY, name ?? "");
  if (found !== undefined) return found;
  const message = `The repository with name '${name ?? ""}' does not exist in the registry with id '${cloud.account}'`;
  throw new AwsError("RepositoryNotFoundException", message);
}

function defaults(inputs: Properties): Properties {
  const [encryption] = objectsAt(inputs, "encryptionConfigurations");
  return {
    imageTagMutability: textAt(inputs, "imageTagMutability") ?? "MUTABLE",
    encryptionConfigurations: [{ encryptionType: "AES256", kmsKey: "", ...encryption }],
    imageScanningConfiguration: { scanOnPush: false, ...objectAt(inputs, "imageScanningConfiguration") },
  };
}

function exclusions(inputs: Properties): Failure[] {
  const mutability = known(inputs, "imageTagMutability") ?? "MUTABLE";
  if (typeof mutability !== "string") return [];
  return mutability.endsWith("_WITH_EXCLUSION")
    ? needed(inputs, "imageTagMutabilityExclusionFilters", `when imageTagMutability is ${mutability}`)
    : ruledOut(inputs, "imageTagMutabilityExclusionFilters", `when imageTagMutability is ${mutability}`);
}
