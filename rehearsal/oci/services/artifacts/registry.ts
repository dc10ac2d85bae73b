/** The registry as `docker push` and `docker pull` see it: images by repository and tag. */
import { createHash } from "node:crypto";
import type {
  ContainerImage,
  ContainerRepository,
  CreateContainerRepositoryDetails,
} from "oci-artifacts/lib/model/index.js";
import { containerImages, containerRepositories } from "../../collections.ts";
import { conflict, notFound } from "../../errors.ts";
import { freshOcid, nextNumber, seeded } from "../../moment.ts";
import type { Moment } from "../../moment.ts";
import { NAMESPACE, REGION, TENANCY_ID, USER_ID } from "../../tenancy.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";
import type { World } from "../../world.ts";
import { configuration } from "./configuration.ts";

export interface ImagePush {
  /** The repository's name, without registry host and namespace: `triviapay/api`. */
  readonly repositoryName: string;
  readonly tag: string;
}

export interface ImageName extends ImagePush {
  readonly namespace: string;
}

/** An image such as the rehearsal pushes has so many layers, of some megabytes each. */
const LAYERS = 4;
const MEGABYTE = 1_000_000;
const MANIFEST_BYTES = 1_158;

/**
 * Pushes an image. A tag that another image of the repository has moves over to the new one.
 * @throws ServiceError 404 without that repository where a first push makes none, 409 where the repository is
 *   immutable and has the tag
 */
export function pushImage(moment: Moment, push: ImagePush): Wire<ContainerImage> {
  const repository = repositoryNamed(moment.world, push.repositoryName) ?? firstPush(moment, push.repositoryName);
  freeTag(moment, repository, push.tag);
  const id = freshOcid(moment, "containerimage", REGION);
  const time = timestamp(moment.now);
  const layers = layersOf(moment, repository.displayName);
  const image = containerImages.put(moment, id, {
    id,
    compartmentId: repository.compartmentId,
    createdBy: USER_ID,
    digest: digest(`${moment.world.seed}/manifest/${nextNumber(moment)}`),
    displayName: `${repository.displayName}:${push.tag}`,
    layers,
    layersSizeInBytes: sizeOf(layers),
    lifecycleState: "AVAILABLE",
    manifestSizeInBytes: MANIFEST_BYTES,
    pullCount: 0,
    repositoryId: repository.id,
    repositoryName: repository.displayName,
    timeCreated: time,
    version: push.tag,
    versions: [{ createdBy: USER_ID, timeCreated: time, version: push.tag }],
    freeformTags: {},
    definedTags: {},
    systemTags: {},
  });
  countImages(moment, repository.id);
  containerRepositories.change(moment, repository.id, { timeLastPushed: time });
  return image;
}

/** Stores a new, empty repository. */
export function addRepository(
  moment: Moment,
  details: Wire<CreateContainerRepositoryDetails>,
): Wire<ContainerRepository> {
  const id = freshOcid(moment, "containerrepo", REGION);
  return containerRepositories.put(moment, id, {
    id,
    compartmentId: details.compartmentId,
    createdBy: USER_ID,
    displayName: details.displayName,
    imageCount: 0,
    isImmutable: details.isImmutable ?? false,
    isPublic: details.isPublic ?? false,
    layerCount: 0,
    layersSizeInBytes: 0,
    billableSizeInGBs: 0,
    lifecycleState: "AVAILABLE",
    namespace: NAMESPACE,
    ...(details.readme && { readme: details.readme }),
    timeCreated: timestamp(moment.now),
    freeformTags: details.freeformTags ?? {},
    definedTags: details.definedTags ?? {},
    systemTags: {},
  });
}

/** A push to a path without a repository makes a private one in the root compartment, where the settings say so. */
function firstPush(moment: Moment, displayName: string): Wire<ContainerRepository> {
  if (!configuration(moment.world).isRepositoryCreatedOnFirstPush) {
    throw notFound(`There is no container repository ${displayName} in ${NAMESPACE}. Create it, then push again.`);
  }
  return addRepository(moment, { compartmentId: TENANCY_ID, displayName });
}

/**
 * Takes a tag from the image that has it, so that another may get it.
 * @throws ServiceError 409 where the repository is immutable and has the tag
 */
export function freeTag(moment: Moment, repository: Wire<ContainerRepository>, tag: string): void {
  const before = findImage(moment.world, { repositoryName: repository.displayName, tag, namespace: NAMESPACE });
  if (before !== undefined && repository.isImmutable) {
    throw conflict(`The repository ${repository.displayName} is immutable and has an image tagged ${tag}.`);
  }
  if (before !== undefined) {
    untag(moment, before, tag);
  }
}

/** The image that a name stands for; undefined where nobody pushed one, or in another tenancy's namespace. */
export function findImage(world: World, name: ImageName): Wire<ContainerImage> | undefined {
  if (name.namespace !== NAMESPACE) {
    return undefined;
  }
  return containerImages.list(world).find((image) => {
    const tagged = image.versions.some((version) => version.version === name.tag);
    return image.lifecycleState === "AVAILABLE" && image.repositoryName === name.repositoryName && tagged;
  });
}

/** Brings a repository's counts into line with its images. */
export function countImages(moment: Moment, repositoryId: string): void {
  const images = imagesOf(moment.world, repositoryId).filter((image) => image.lifecycleState === "AVAILABLE");
  const layers = new Map(images.flatMap((image) => image.layers.map((layer) => [layer.digest, layer])));
  const bytes = sizeOf([...layers.values()]);
  containerRepositories.change(moment, repositoryId, {
    imageCount: images.length,
    layerCount: layers.size,
    layersSizeInBytes: bytes,
    billableSizeInGBs: Math.ceil(bytes / 1_000_000_000),
  });
}

/** A repository's images, those included that are deleted and may still be restored. */
export function imagesOf(world: World, repositoryId: string): Wire<ContainerImage>[] {
  return containerImages.list(world).filter((image) => image.repositoryId === repositoryId);
}

function repositoryNamed(world: World, name: string): Wire<ContainerRepository> | undefined {
  return containerRepositories.list(world).find((repository) => repository.displayName === name);
}

/** Takes a tag away. An image without any is shown by the last one that it had, and its digest. */
export function untag(moment: Moment, image: Wire<ContainerImage>, tag: string): void {
  const versions = image.versions.filter((version) => version.version !== tag);
  const left: Wire<ContainerImage> = { ...image, versions };
  const last = versions.at(-1)?.version;
  if (last === undefined) {
    delete left.version;
    left.displayName = `${image.repositoryName}:${tag}@${image.digest}`;
  } else {
    left.version = last;
    left.displayName = `${image.repositoryName}:${last}`;
  }
  containerImages.put(moment, image.id, left);
}

/**
 * The lower layers are those of the base image, which a repository's images share; the top one is each image's own.
 * They are in order of their digests.
 */
function layersOf(moment: Moment, repository: string): Wire<ContainerImage>["layers"] {
  const layers = Array.from({ length: LAYERS }, (_, index) => {
    const own = index === LAYERS - 1 ? `/${nextNumber(moment)}` : "";
    const label = `${moment.world.seed}/layer/${repository}/${index}${own}`;
    const sizeInBytes = Math.round((2 + 30 * seeded(moment.world, label)) * MEGABYTE);
    return { digest: digest(label), sizeInBytes, timeCreated: timestamp(moment.now) };
  });
  return layers.sort((one, other) => (one.digest < other.digest ? -1 : 1));
}

function sizeOf(layers: readonly { sizeInBytes: number }[]): number {
  return layers.reduce((sum, layer) => sum + layer.sizeInBytes, 0);
}

function digest(label: string): string {
  return `sha256:${createHash("sha256").update(label).digest("hex")}`;
}
