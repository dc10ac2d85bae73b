import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, byType, isTrue, must } from "../look.ts";

/** ECR looks into each image as it is pushed. OCI's scanning is set up for a compartment, not in a repository. */
export const imagesScanned: ResourcePolicy = {
  name: "images-scanned",
  about: "resource",
  description: "Images are scanned for known vulnerabilities when they are pushed.",
  remedy: "Set imageScanningConfiguration.scanOnPush to true.",
  sources: [
    "circle-of-trust's requirements: security best practices (scanning on push)",
    "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html",
  ],
  levels: BY_ENVIRONMENT,
  ...byType({
    "aws:ecr/repository:Repository": (props) =>
      must(at(props, "imageScanningConfiguration", "scanOnPush"), isTrue, "isn't on"),
  }),
};
