/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html */
import { makeArn } from "../../arn.ts";
import { AwsError } from "../../errors.ts";
import { imagesOf } from "../../images.ts";
import type { Image } from "../../images.ts";
import { textAt } from "../../kind.ts";
import { REPOSITORY } from "../../services/ecr/repository.ts";
import { REPOSITORY_POLICY } from "../../services/ecr/repositoryPolicy.ts";
import type { Input, JsonService } from "../operation.ts";
import { asInput, epochSeconds, needText, optionalText } from "../operation.ts";

export const registry: JsonService = {
  target: "AmazonEC2ContainerRegistry_V20150921",
  version: "1.1",
  operations: [
    {
      name: "DescribeImages",
      needs(input, cloud) {
        const { region, account } = cloud;
        const name = needText(input, "repositoryName");
        const policy = cloud.list(REPOSITORY_POLICY).find(({ inputs }) => inputs["repository"] === name);
        const resource = makeArn({ service: "ecr", region, account, resource: `repository/${name}` });
        return [{ action: "ecr:DescribeImages", resource, resourcePolicy: policy?.inputs["policy"] }];
      },
      run(input, cloud) {
        const repositoryName = needText(input, "repositoryName");
        const repository = cloud.list(REPOSITORY).find(({ outputs }) => textAt(outputs, "name") === repositoryName);
        if (repository === undefined) {
          const message = `The repository with name '${repositoryName}' does not exist in the registry with id '${cloud.account}'`;
          throw new AwsError("RepositoryNotFoundException", message);
        }
        const images = imagesOf(cloud.moment.world, textAt(repository.outputs, "arn") ?? "");
        const wanted = idsIn(input);
        const found = wanted.length === 0 ? images : wanted.map((id) => need(id, images));
        return {
          imageDetails: found.map(({ digest, tags, pushedAt }) => ({
            registryId: cloud.account,
            repositoryName,
            imageDigest: digest,
            imageTags: tags,
            imagePushedAt: epochSeconds(pushedAt),
          })),
        };
      },
    },
  ],
};

function idsIn(input: Input): Input[] {
  const ids = input["imageIds"];
  return Array.isArray(ids) ? ids.map(asInput) : [];
}

function need(id: Input, images: readonly Image[]): Image {
  const tag = optionalText(id, "imageTag");
  const digest = optionalText(id, "imageDigest");
  const image = images.find((one) => (tag === undefined ? one.digest === digest : one.tags.includes(tag)));
  if (image === undefined) {
    throw new AwsError("ImageNotFoundException", `The image with imageId ${JSON.stringify(id)} does not exist.`);
  }
  return image;
}
