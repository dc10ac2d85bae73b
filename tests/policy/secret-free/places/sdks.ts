/** What the installed SDKs themselves keep as secrets. */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** SDKs of the providers whose resources the systems use. */
export const SDKS = ["@pulumi/aws", "@pulumi/oci", "@pulumi/github", "@pulumi/pulumiservice", "@pulumi/command"];

/** Names of properties that a resource class marks as `additionalSecretOutputs`, by the resource's type. In the order of the alphabet. */
export function secretOutputsOf(sdk: string): Record<string, string[]> {
  const folder = dirname(createRequire(import.meta.url).resolve(`${sdk}/package.json`));
  const found = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".js") && !path.includes("node_modules"))
    .flatMap((path) => marked(readFileSync(join(folder, path), "utf8")));
  return Object.fromEntries(found.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function marked(text: string): [string, string[]][] {
  const type = /\b__pulumiType = ['"]([^'"]+)['"]/.exec(text)?.[1];
  const list = /additionalSecretOutputs: \[([^\]]*)\]/.exec(text)?.[1];
  if (type === undefined || list === undefined) return [];
  // A provider's own class is named without a colon: `aws`.
  const token = type.includes(":") ? type : `pulumi:providers:${type}`;
  return [[token, [...list.matchAll(/"(\w+)"/g)].map(([, name]) => name ?? "").toSorted()]];
}
