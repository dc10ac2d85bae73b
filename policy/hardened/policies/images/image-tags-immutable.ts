import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, byType, isTrue, must } from "../look.ts";
import type { Checks } from "../look.ts";

const SAYS = "lets a tag be moved to another image";

const isImmutable: Checks[string] = (props) =>
  must(at(props, "imageTagMutability"), (value) => value === "IMMUTABLE", SAYS);

/** What a tag named when it was tested is what it names when it runs. */
export const imageTagsImmutable: ResourcePolicy = {
  name: "image-tags-immutable",
  about: "resource",
  description: "An image's tag can't be moved to another image.",
  remedy: "Set imageTagMutability to IMMUTABLE (OCI: isImmutable to true), and deploy by digest or by a new tag.",
  sources: [
    "order-tracking's requirements: hardening checklist (ECR)",
    "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html",
    "https://docs.oracle.com/en-us/iaas/api/#/en/registry/latest/ContainerRepository",
  ],
  levels: BY_ENVIRONMENT,
  ...byType({
    "aws:ecr/repository:Repository": isImmutable,
    // Repositories that a push or a pull makes.
    "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate": isImmutable,
    "oci:Artifacts/containerRepository:ContainerRepository": (props) => must(at(props, "isImmutable"), isTrue, SAYS),
  }),
};
