/** Images by their references. */
import { imagesOf } from "../images.ts";
import type { Image } from "../images.ts";
import type { Cloud } from "../cloud.ts";
import { textAt } from "../kind.ts";
import type { Resource } from "../resource.ts";
import { REPOSITORY } from "../services/ecr/repository.ts";

export interface ImageReference {
  readonly host: string;
  /** Of the repository, with its slashes. */
  readonly name: string;
  /** A tag, or a digest that begins with `sha256:`. */
  readonly version: string;
  /** The registry's account and region, where it is a private one of ECR. */
  readonly ecr?: { readonly account: string; readonly region: string };
}

/** A reference without a host means Docker Hub; one without a tag means `latest`. */
export function parseReference(text: string): ImageReference {
  const [, before = text, digest] = /^(.+)@(sha256:[0-9a-f]{64})$/.exec(text) ?? [];
  const [, whole = before, tag] = /^(.+):([\w][\w.-]{0,127})$/.exec(before) ?? [];
  const slash = whole.indexOf("/");
  const first = slash < 0 ? "" : whole.slice(0, slash);
  const hasHost = /[.:]/.test(first) || first === "localhost";
  const host = hasHost ? first : "docker.io";
  const name = hasHost ? whole.slice(slash + 1) : whole;
  const [, account, region] = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com$/.exec(host) ?? [];
  return {
    host,
    name,
    version: digest ?? tag ?? "latest",
    ...(account !== undefined && region !== undefined && { ecr: { account, region } }),
  };
}

/** The repository of ECR that a reference names. */
export function repositoryOf({ name, ecr }: ImageReference, cloud: Cloud): Resource | undefined {
  return cloud.everywhere(REPOSITORY).find(({ region, outputs }) => region === ecr?.region && outputs["name"] === name);
}

/** The image that the registry has under a reference now. */
export function imageAt(reference: ImageReference, cloud: Cloud): Image | undefined {
  const arn = textAt(repositoryOf(reference, cloud)?.outputs ?? {}, "arn");
  if (arn === undefined) return undefined;
  return imagesOf(cloud.moment.world, arn).find(
    ({ digest, tags }) => digest === reference.version || tags.includes(reference.version),
  );
}
