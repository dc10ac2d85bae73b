import type { ResourcePolicy } from "@tidegate/policy";
import { byContent } from "./findings.ts";

/** Where Pulumi keeps a dynamic provider's serialised code, with all that it closes over. */
export const DYNAMIC_PROVIDER = "__provider";

/** A dynamic provider's code in the state closes over no secret. */
export const noSecretInDynamicProvider: ResourcePolicy = {
  name: "no-secret-in-dynamic-provider",
  about: "resource",
  description: "The code of a dynamic provider, which Pulumi keeps in the state, closes over no secret.",
  remedy: "Let the provider import a module by its name and read the secret there when it runs.",
  sources: ["https://www.pulumi.com/docs/iac/concepts/resources/dynamic-providers/"],
  levels: { dev: "mandatory", prod: "mandatory" },
  types: "all",
  judge: ({ type, props }) => byContent(type, props, (key) => key === DYNAMIC_PROVIDER),
};
