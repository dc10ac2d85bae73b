import type { ResourcePolicy } from "@tidegate/policy";

/**
 * By provider, the inputs that are keys or stand for them. GitHub's token isn't here: the SDK itself puts the environment's
 * GITHUB_TOKEN into the provider's inputs, whatever the program says.
 */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  "pulumi:providers:aws": ["accessKey", "secretKey", "token"],
  "pulumi:providers:aws-native": ["accessKey", "secretKey", "token"],
  "pulumi:providers:github": ["appAuth"],
  "pulumi:providers:oci": [
    "fingerprint",
    "privateKey",
    "privateKeyPassword",
    "privateKeyPath",
    "tokenExchangeClientSecret",
  ],
  "pulumi:providers:pulumiservice": ["accessToken"],
};

/** Providers are given no key: they take what the environment's login has left. */
export const providersKeyless: ResourcePolicy = {
  name: "providers-keyless",
  about: "resource",
  description: "No provider is given a key or a token, by the program or by the stack's configuration.",
  remedy: "Leave it out, and log in before: a role on AWS, a session on OCI.",
  sources: [
    "https://www.pulumi.com/registry/packages/aws/installation-configuration/",
    "https://www.pulumi.com/registry/packages/oci/installation-configuration/",
  ],
  levels: { dev: "mandatory", prod: "mandatory" },
  types: Object.keys(KEYS),
  judge: ({ type, props }) =>
    (KEYS[type] ?? [])
      .filter((path) => props[path] !== undefined && props[path] !== null && props[path] !== "")
      // What isn't known yet is given all the same.
      .map((path) => ({ path, rule: "key", says: "is given to the provider" })),
};
