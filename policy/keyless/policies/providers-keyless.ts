import { pathText } from "@tidegate/policy";
import type { Finding, ResourcePolicy, Value } from "@tidegate/policy";
import { isGiven, parsedBag } from "./values.ts";

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

/** Inputs that stand in others. */
const NESTED: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  "pulumi:providers:aws": [["assumeRoleWithWebIdentity", "webIdentityToken"]],
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
  judge: ({ type, props }) => [
    ...(KEYS[type] ?? []).filter((path) => isGiven(props[path])).map(finding),
    ...(NESTED[type] ?? [])
      .filter(([outer, inner]) => holds(props[outer], inner))
      .map(([outer, inner]) => finding(pathText([outer, inner]))),
  ],
};

function finding(path: string): Finding {
  return { path, rule: "key", says: "is given to the provider" };
}

function holds(outer: Value | undefined, inner: string): boolean {
  const bag = parsedBag(outer);
  return bag !== undefined && isGiven(bag[inner]);
}
