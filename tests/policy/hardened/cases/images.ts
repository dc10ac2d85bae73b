import type { Cases } from "../case.ts";

const lifecycle = (tagStatus: string, action = "expire"): string =>
  JSON.stringify({ rules: [{ rulePriority: 1, selection: { tagStatus }, action: { type: action } }] });

export const IMAGES: Cases = {
  "image-tags-immutable": [
    {
      fine: [
        { name: "api", type: "aws:ecr/repository:Repository", props: { imageTagMutability: "IMMUTABLE" } },
        { name: "app", type: "oci:Artifacts/containerRepository:ContainerRepository", props: { isImmutable: true } },
      ],
      breaks: [
        { title: "mutable", props: { imageTagMutability: "MUTABLE" }, finds: ["api: imageTagMutability"] },
        {
          title: "with exceptions",
          props: { imageTagMutability: "IMMUTABLE_WITH_EXCLUSION" },
          finds: ["api: imageTagMutability"],
        },
        { title: "mutable on OCI", of: "app", props: { isImmutable: undefined }, finds: ["app: isImmutable"] },
      ],
    },
  ],
  "images-scanned": [
    {
      fine: [
        {
          name: "api",
          type: "aws:ecr/repository:Repository",
          props: { imageScanningConfiguration: { scanOnPush: true } },
        },
      ],
      breaks: [
        {
          title: "not scanned",
          props: { imageScanningConfiguration: { scanOnPush: false } },
          finds: ["api: imageScanningConfiguration.scanOnPush"],
        },
      ],
    },
  ],
  "untagged-images-expire": [
    {
      fine: [
        { name: "api", type: "aws:ecr/repository:Repository", props: { name: "shop-api" } },
        {
          name: "rules",
          type: "aws:ecr/lifecyclePolicy:LifecyclePolicy",
          props: { repository: "shop-api", policy: lifecycle("untagged") },
        },
      ],
      breaks: [
        { title: "no rules", of: "rules", gone: true, finds: ["api: "] },
        { title: "another repository's rules", of: "rules", props: { repository: "shop-worker" }, finds: ["api: "] },
        { title: "rules for tagged images", of: "rules", props: { policy: lifecycle("tagged") }, finds: ["api: "] },
        { title: "rules that can't be read", of: "rules", props: { policy: "{" }, finds: ["api: "] },
      ],
    },
  ],
};
