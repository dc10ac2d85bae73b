/** ECR's functions. */
import type { Properties } from "../../../plugins/protocol/values.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { imagesOf } from "../../images.ts";
import type { Image } from "../../images.ts";
import { textAt } from "../../kind.ts";
import type { FunctionKind } from "../../kind.ts";
import { objectAt } from "../../parts.ts";
import { needRepository, REPOSITORY } from "./repository.ts";

const getImage: FunctionKind = {
  token: "aws:ecr/getImage:getImage",
  answer(args, cloud) {
    const [tag, digest] = [textAt(args, "imageTag"), textAt(args, "imageDigest")];
    if (tag === undefined && digest === undefined && args["mostRecent"] !== true) {
      const names = "`image_digest,image_tag,most_recent`";
      throw new AwsError("InvalidParameterException", `one of ${names} must be specified`);
    }
    const { repository, images } = imagesIn(args, cloud);
    const found = images.find(
      (image) => (tag === undefined || image.tags.includes(tag)) && (digest === undefined || image.digest === digest),
    );
    if (found === undefined) {
      const wanted = `{imageDigest:'${digest ?? "null"}', imageTag:'${tag ?? "null"}'}`;
      const message = `The image with imageId ${wanted} does not exist within the repository with name '${repository.id}' in the registry with id '${cloud.account}'`;
      throw new AwsError("ImageNotFoundException", message);
    }
    return {
      ...args,
      id: found.digest,
      imageDigest: found.digest,
      ...(tag === undefined && found.tags[0] !== undefined ? { imageTag: found.tags[0] } : {}),
      imageTags: [...found.tags],
      imagePushedAt: Math.floor(found.pushedAt / 1000),
      imageSizeInBytes: sizeOf(found),
      imageUri: `${textAt(repository.outputs, "repositoryUrl") ?? ""}@${found.digest}`,
      registryId: cloud.account,
      region: cloud.region,
    };
  },
};

/** An image with no tag has one entry; one with several tags has one for each. */
const getImages: FunctionKind = {
  token: "aws:ecr/getImages:getImages",
  answer(args, cloud) {
    const { repository, images } = imagesIn(args, cloud);
    const imageIds = images.flatMap(({ digest, tags }) =>
      (tags.length === 0 ? [""] : tags).map((imageTag) => ({ imageDigest: digest, imageTag })),
    );
    return { registryId: cloud.account, ...args, id: repository.id, imageIds, region: cloud.region };
  },
};

const getRepository: FunctionKind = {
  token: "aws:ecr/getRepository:getRepository",
  answer(args, cloud) {
    const { id, outputs } = needRepository(textAt(args, "name"), cloud);
    const [newest] = imagesOf(cloud.moment.world, textAt(outputs, "arn") ?? "");
    return {
      tags: {},
      imageTagMutabilityExclusionFilters: [],
      ...outputs,
      id,
      name: id,
      region: cloud.region,
      imageScanningConfigurations: [objectAt(outputs, "imageScanningConfiguration")],
      mostRecentImageTags: [...(newest?.tags ?? [])],
    };
  },
};

const getRepositories: FunctionKind = {
  token: "aws:ecr/getRepositories:getRepositories",
  answer: (_args, cloud) => {
    const names = cloud.list(REPOSITORY).map(({ id }) => id);
    return { id: cloud.region, names, region: cloud.region };
  },
};

/** A token of the world's own making, good for 12 hours: no registry outside of the rehearsal takes it. */
const getAuthorizationToken: FunctionKind = {
  token: "aws:ecr/getAuthorizationToken:getAuthorizationToken",
  answer(args, cloud) {
    const password = cloud.token(64);
    return {
      ...args,
      id: cloud.region,
      region: cloud.region,
      userName: "AWS",
      password,
      authorizationToken: Buffer.from(`AWS:${password}`).toString("base64"),
      expiresAt: cloud.timestamp(cloud.now + 12 * 3600 * 1000),
      proxyEndpoint: `https://${textAt(args, "registryId") ?? cloud.account}.dkr.ecr.${cloud.region}.amazonaws.com`,
    };
  },
};

export const functions: readonly FunctionKind[] = [
  getImage,
  getImages,
  getRepository,
  getRepositories,
  getAuthorizationToken,
];

function imagesIn(args: Properties, cloud: Cloud) {
  const repository = needRepository(textAt(args, "repositoryName"), cloud);
  return { repository, images: imagesOf(cloud.moment.world, textAt(repository.outputs, "arn") ?? "") };
}

/** The same for the same digest: the world doesn't hold layers. */
const sizeOf = ({ digest }: Image): number => 20_000_000 + Number.parseInt(digest.slice(7, 13), 16);
