/** The registry as `docker push` and `docker pull` see it: images by repository and tag. */
import { createHash } from "node:crypto";
import type { ContainerImage, ContainerRepository } from "oci-artifacts/lib/model/index.js";
import { containerImages, containerRepositories } from "../../collections.ts";
import { conflict, notFound } from "../../errors.ts";
import { freshOcid, nextNumber, seeded } from "../../moment.ts";
import type { Moment } from "../../moment.ts";
import { NAMESPACE, REGION, USER_ID } from "../../tenancy.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";
import type { World } from "../../world.ts";

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
 * @throws ServiceError 404 without that repository, 409 where the repository is immutable and has the tag
 */
export function pushImage(moment: Moment, push: ImagePush): Wire<ContainerImage> {
  const repository = repositoryNamed(moment.world, push.repositoryName);
  if (repository === undefined) {
    throw notFound(`There is no container repository ${push.repositoryName} in ${NAMESPACE}. Create it, then push again.`);
  }
  const before = findImage(moment.world, { ...push, namespace: NAMESPACE });
  if (before !== undefined && repository.isImmutable) {
    throw conflict(`The repository ${repository.displayName} is immutable and has an image tagged ${push.tag}.`);
  }
  if (before !== undefined) {
    untag(moment, before, push.tag);
  }
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
  const images = imagesOf(moment.world, repositoryId);
  const layers = new Map(images.flatMap((image) => image.layers.map((layer) => [layer.digest, layer])));
  const bytes = sizeOf([...layers.values()]);
  containerRepositories.change(moment, repositoryId, {
    imageCount: images.length,
    layerCount: layers.size,
    layersSizeInBytes: bytes,
    billableSizeInGBs: Math.ceil(bytes / 1_000_000_000),
  });
}

export function imagesOf(world: World, repositoryId: string): Wire<ContainerImage>[] {
  return containerImages.list(world).filter((image) => image.repositoryId === repositoryId);
}

function repositoryNamed(world: World, name: string): Wire<ContainerRepository> | undefined {
  return containerRepositories.list(world).find((repository) => repository.displayName === name);
}

function untag(moment: Moment, image: Wire<ContainerImage>, tag: string): void {
  const versions = image.versions.filter((version) => version.version !== tag);
  const left: Wire<ContainerImage> = { ...image, versions };
  const last = versions.at(-1)?.version;
  if (last === undefined) {
    delete left.version;
    left.displayName = `${image.repositoryName}@${image.digest}`;
  } else {
    left.version = last;
    left.displayName = `${image.repositoryName}:${last}`;
  }
  containerImages.put(moment, image.id, left);
}

/** The lower layers are those of the base image, which a repository's images share; the top one is each image's own. */
function layersOf(moment: Moment, repository: string): Wire<ContainerImage>["layers"] {
  return Array.from({ length: LAYERS }, (_, index) => {
    const own = index === LAYERS - 1 ? `/${nextNumber(moment)}` : "";
    const label = `${moment.world.seed}/layer/${repository}/${index}${own}`;
    const sizeInBytes = Math.round((2 + 30 * seeded(moment.world, label)) * MEGABYTE);
    return { digest: digest(label), sizeInBytes, timeCreated: timestamp(moment.now) };
  });
}

function sizeOf(layers: readonly { sizeInBytes: number }[]): number {
  return layers.reduce((sum, layer) => sum + layer.sizeInBytes, 0);
}

function digest(label: string): string {
  return `sha256:${createHash("sha256").update(label).digest("hex")}`;
}
