/** The images in the embedded AWS's registries, and what the application in each of them does once it runs. */
import { ledger } from "../oci/ledger.ts";
import type { World } from "../oci/world.ts";

export interface Image {
  /** Of the repository, as its output `arn` says. */
  readonly repositoryArn: string;
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest: string;
  tags: string[];
  /** World time, in milliseconds since the epoch. */
  readonly pushedAt: number;
  readonly architecture: "X86_64" | "ARM64";
  /** Undefined for a worker, which listens nowhere. */
  readonly listens?: Listener;
  /** The process ends by itself so many seconds after its start, with this exit code. */
  readonly exits?: { readonly afterSeconds: number; readonly code: number };
}

export interface Listener {
  readonly port: number;
  /** Paths that answer 200; every other one answers 404. */
  readonly paths: readonly string[];
  /** From the container's start until it listens. */
  readonly startSeconds: number;
}

const images = ledger<Image>("aws/ecr/images");

/** Newest first. */
export function imagesOf(world: World, repositoryArn: string): Image[] {
  return images
    .entries(world)
    .map(([, image]) => image)
    .filter((image) => image.repositoryArn === repositoryArn)
    .sort((a, b) => b.pushedAt - a.pushedAt);
}

/** Stores an image, or one that changed; a tag is taken from the image that had it. */
export function putImage(world: World, image: Image): Image {
  for (const other of imagesOf(world, image.repositoryArn)) {
    if (other.digest !== image.digest) other.tags = other.tags.filter((tag) => !image.tags.includes(tag));
  }
  return images.put(world, `${image.repositoryArn}@${image.digest}`, image);
}

export function removeImage(world: World, { repositoryArn, digest }: Image): void {
  images.remove(world, `${repositoryArn}@${digest}`);
}
