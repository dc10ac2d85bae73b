/** A stand-in's version is the installed SDK's: the engine looks for exactly that. */
import { readFileSync } from "node:fs";

/** @param packageName for instance `@pulumi/oci` */
export function sdkVersion(packageName: string): string {
  const text = readFileSync(new URL(import.meta.resolve(`${packageName}/package.json`)), "utf8");
  const content: unknown = JSON.parse(text);
  if (typeof content === "object" && content !== null && "version" in content && typeof content.version === "string") {
    // Old packages write it with the tag's letter.
    return content.version.replace(/^v/, "");
  }
  throw new Error(`package.json of ${packageName} names no version: run npm ci`);
}
