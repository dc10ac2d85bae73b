import * as pulumi from "@pulumi/pulumi";
import { LifecyclePolicy } from "@pulumi/aws/ecr/lifecyclePolicy.js";
import { Repository as EcrRepository } from "@pulumi/aws/ecr/repository.js";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse, textFaults } from "@tidegate/faults";
import { IMAGES_KEPT } from "./defaults.ts";
import type { ServiceImage } from "./image.ts";

export interface RepositoryArgs {
  /** Lower case, 2 to 256 characters, parts with slashes between: `order-tracking-dev`. */
  readonly repositoryName: string;
  /** `floating`: a tag may move to another image. `pinned`: a tag names one image for good. */
  readonly image: ServiceImage["kind"];
  /** Whether `destroy` keeps it with its images: Pulumi refuses to delete it, and AWS while it has any. */
  readonly protect: boolean;
}

/**
 * A private image repository: each image is scanned at its push, the last ten are kept, an image without a tag goes after a
 * day. So a pinned image needs a tag too, and a service must not stay on one while ten others are pushed.
 *
 * @throws InvalidArguments where the name isn't one, before anything is registered.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/Repositories.html
 */
export class Repository extends pulumi.ComponentResource {
  /** Where images are pushed and pulled, without a tag: `<account>.dkr.ecr.<region>.amazonaws.com/<name>`. */
  readonly url: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly name: pulumi.Output<string>;

  constructor(name: string, args: RepositoryArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, repositoryFaults(args, ownName));
    super("tidegate-aws:index:Repository", name, {}, opts);

    const repository = new EcrRepository(
      `${name}-repository`,
      {
        name: args.repositoryName,
        imageTagMutability: args.image === "floating" ? "MUTABLE" : "IMMUTABLE",
        imageScanningConfiguration: { scanOnPush: true },
        // The account's own key of ECR: ECR uses it for whoever may pull, who needs no right to it.
        encryptionConfigurations: [{ encryptionType: "KMS" }],
        forceDelete: !args.protect,
      },
      { parent: this, protect: args.protect },
    );
    new LifecyclePolicy(
      `${name}-lifecycle`,
      { repository: repository.name, policy: JSON.stringify({ rules: RULES }) },
      { parent: this, protect: args.protect },
    );

    this.url = repository.repositoryUrl;
    this.arn = repository.arn;
    this.name = repository.name;
    this.registerOutputs({ url: this.url, arn: this.arn, name: this.name });
  }
}

/** What is wrong with a repository's arguments. */
export function repositoryFaults(args: Pick<RepositoryArgs, "repositoryName">, label: Label): Fault[] {
  return textFaults(
    label("repositoryName"),
    args.repositoryName,
    /^(?=.{2,256}$)[a-z0-9]+([._-][a-z0-9]+)*(\/[a-z0-9]+([._-][a-z0-9]+)*)*$/,
    "2 to 256 characters in lower case, as in order-tracking/dev",
  );
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html */
const RULES = [
  {
    rulePriority: 1,
    description: "Images without a tag go after a day",
    selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 1 },
    action: { type: "expire" },
  },
  {
    rulePriority: 2,
    description: `The last ${IMAGES_KEPT} images stay`,
    selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: IMAGES_KEPT },
    action: { type: "expire" },
  },
];
