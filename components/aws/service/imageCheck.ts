/** Looks whether a service's image is there before any task is started from it. */
import * as pulumi from "@pulumi/pulumi";
import { getImagesOutput } from "@pulumi/aws/ecr/getImages.js";
import { InvalidArguments, ProgramError } from "@tidegate/faults";
import type { ImageId, ServiceImage } from "./image.ts";
import { emptyRepositoryAdvice, imagePresence, missingImageFault } from "./image.ts";
import { lookFor } from "./steady/index.ts";

export interface ImageCheckArgs {
  readonly serviceName: string;
  readonly clusterArn: pulumi.Input<string>;
  readonly repository: {
    readonly url: pulumi.Input<string>;
    readonly arn: pulumi.Input<string>;
    readonly name: pulumi.Input<string>;
  };
  readonly image: ServiceImage;
  /** The name by which the caller knows the image: an argument, or a configuration key. */
  readonly imageLabel: string;
}

/**
 * Whether there is an image to start. It goes so:
 * - preview of the first `up`: the repository isn't there yet, so the answer is unknown, and so is the count of tasks;
 * - the first `up`: the repository is new and empty: false, with a warning that says what to push. Nothing fails;
 * - `preview` then: still empty, the same answer, nothing to do;
 * - `up` after the push: true, and the count of tasks becomes what was asked for.
 *
 * A repository that has images, but not this one, is a mistake. So is one that was emptied while tasks run from it: nobody's
 * tasks are stopped because somebody deleted images. Both fail the preview, so that nothing is changed.
 */
export function imageThere(args: ImageCheckArgs, owner: pulumi.Resource): pulumi.Output<boolean> {
  const { repository, serviceName, image } = args;
  // A new repository's name is known before it exists, its ARN isn't: together they are asked for no earlier than it exists.
  const repositoryName = pulumi.all([repository.name, repository.arn]).apply(([name]) => name);
  const { imageIds } = getImagesOutput({ repositoryName }, { parent: owner });
  return pulumi.all([imageIds, repository.url, args.clusterArn]).apply(([images, url, clusterArn]) =>
    mayStart(
      { serviceName, image, imageLabel: args.imageLabel, images, url },
      {
        running: async () => (await lookFor({ clusterArn, serviceName }, { parent: owner }))?.runningCount ?? 0,
        warn: (text) => pulumi.log.warn(text, owner),
      },
    ),
  );
}

/** What is known of the image and its repository. */
export interface ImageFinding extends Pick<ImageCheckArgs, "serviceName" | "image" | "imageLabel"> {
  readonly images: readonly ImageId[];
  readonly url: string;
}

/** Asked and told only where the repository is empty. */
export interface EmptyRepositoryPorts {
  /** How many of the service's tasks run; none where there is no service. */
  readonly running: () => Promise<number>;
  readonly warn: (text: string) => Promise<void>;
}

/**
 * Whether tasks may start.
 * @throws InvalidArguments where other images are there. ProgramError where the repository was emptied under running tasks.
 */
export async function mayStart(found: ImageFinding, ports: EmptyRepositoryPorts): Promise<boolean> {
  const { serviceName, image, imageLabel, images, url } = found;
  const presence = imagePresence(image, images);
  switch (presence.kind) {
    case "present":
      return true;
    case "missing":
      throw new InvalidArguments(serviceName, [missingImageFault(imageLabel, image, url, presence.there)]);
    case "empty": {
      const running = await ports.running();
      if (running > 0) throw new ProgramError(emptiedMessage(serviceName, url, running));
      await ports.warn(emptyRepositoryAdvice(serviceName, url, image));
      return false;
    }
  }
}

function emptiedMessage(serviceName: string, url: string, running: number): string {
  return (
    `${serviceName}: ${url} is empty while ${running} of the service's tasks run, so nothing was changed. ` +
    "They go on, but none can be replaced. Push the image again, or pause the service if it is meant to stop."
  );
}
