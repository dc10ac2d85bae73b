/** Which image a service runs, and whether its repository has it. Plain values in, a decision out. */
import type { Fault, Label } from "@tidegate/faults";
import { textFaults } from "@tidegate/faults";

/**
 * `pinned`: one image by its digest; another image is another digest in the configuration.
 * `floating`: whatever bears a tag when a task starts; a push changes nothing in Pulumi's plan, and
 * `aws ecs update-service --force-new-deployment` brings it to the tasks.
 */
export type ServiceImage =
  | {
      readonly kind: "pinned";
      /** `sha256:` and 64 hexadecimal digits. Left out or empty: nothing has been pushed yet, so no task starts. */
      readonly digest?: string;
    }
  | { readonly kind: "floating"; /** For instance `latest`. */ readonly tag: string };

/** An image in a repository. ECR lists one that has several tags once for each. */
export interface ImageId {
  readonly imageDigest?: string;
  /** Empty or missing where the image has no tag. */
  readonly imageTag?: string;
}

/** Whether the wanted image is there. */
export type ImagePresence =
  | { readonly kind: "present" }
  /** The repository is empty, as before the first push. */
  | { readonly kind: "empty" }
  /** Others are there, so this one is a mistake or was deleted. */
  | { readonly kind: "missing"; readonly there: readonly string[] };

/**
 * Looks for the image among those that the repository has. An empty repository is no mistake: somebody has to make it
 * before anybody can push. One that has images, but not this one, is.
 */
export function imagePresence(image: ServiceImage, images: readonly ImageId[]): ImagePresence {
  if (images.length === 0) return { kind: "empty" };
  const there = images.map((id) => nameBy(image, id)).filter((name) => name !== "");
  const wanted = image.kind === "pinned" ? image.digest : image.tag;
  return wanted !== undefined && there.includes(wanted)
    ? { kind: "present" }
    : { kind: "missing", there: [...new Set(there)] };
}

/** What a task definition calls the image: `<url>@sha256:…` or `<url>:latest`. */
export function imageReference(url: string, image: ServiceImage): string {
  if (image.kind === "floating") return `${url}:${image.tag}`;
  return image.digest ? `${url}@${image.digest}` : `${url}:${NOTHING_YET}`;
}

/** What is wrong with the choice of an image. */
export function imageFaults(image: ServiceImage, label: Label): Fault[] {
  return image.kind === "floating"
    ? textFaults(label("image"), image.tag, /^\w[\w.-]{0,127}$/, "an image tag, as in latest")
    : textFaults(label("image"), image.digest ?? "", /^(sha256:[0-9a-f]{64})?$/, ACCEPTED_DIGEST);
}

/** The fault of an image that isn't there, for whoever gave it. */
export function missingImageFault(path: string, image: ServiceImage, url: string, there: readonly string[]): Fault {
  const what = image.kind === "pinned" ? "a digest" : "a tag";
  const given = image.kind === "pinned" ? image.digest : image.tag;
  const shown = there.length === 0 ? "images without a tag alone" : there.slice(0, SHOWN).join(", ");
  return { path, given, accepted: `${what} that ${url} has. It has ${shown}${there.length > SHOWN ? ", …" : ""}` };
}

/** What to do where the repository is empty. */
export function emptyRepositoryAdvice(serviceName: string, url: string, image: ServiceImage): string {
  const steps =
    image.kind === "floating"
      ? [`docker push ${url}:${image.tag}`]
      : [`docker push ${url}:<a tag>`, "put the digest that the push prints into the configuration"];
  return [
    `${serviceName}: ${url} is empty, so no task is started yet. Everything else is made. Next:`,
    ...[...steps, "pulumi up"].map((step, index) => `  ${index + 1}. ${step}`),
  ].join("\n");
}

function nameBy(image: ServiceImage, { imageDigest, imageTag }: ImageId): string {
  return (image.kind === "pinned" ? imageDigest : imageTag) ?? "";
}

/** Stands in the task definition where no image was pinned yet. No task starts from it. */
const NOTHING_YET = "nothing-pushed-yet";

/** Names that a message lists. A repository keeps more only for a while. */
const SHOWN = 10;

const ACCEPTED_DIGEST = "an image digest, sha256: and 64 hexadecimal digits, or nothing before the first push";
