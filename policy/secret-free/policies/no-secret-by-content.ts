import type { ResourcePolicy } from "@tidegate/policy";
import { DYNAMIC_PROVIDER } from "./no-secret-in-dynamic-provider.ts";
import { byContent } from "./findings.ts";

/** No input of any resource holds a secret, wherever it stands in it and however it is packed. */
export const noSecretByContent: ResourcePolicy = {
  name: "no-secret-by-content",
  about: "resource",
  description:
    "No text of a resource holds a credential, a private key or a password, also within JSON, YAML, base64, gzip, URLs and commands.",
  remedy: "Take the value out, count it as lost and replace it; name the place where it is kept instead.",
  sources: ["trivia-pay's requirements: state contains no real secrets", "https://github.com/secretlint/secretlint"],
  levels: { dev: "mandatory", prod: "mandatory" },
  types: "all",
  judge: ({ type, props }) => byContent(type, props, (key) => key !== DYNAMIC_PROVIDER),
};
