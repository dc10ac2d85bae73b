/** The stand-in's version is the installed SDK's: the engine looks for exactly that. */
import { readFileSync } from "node:fs";

export function sdkVersion(): string {
  const text = readFileSync(new URL(import.meta.resolve("@pulumi/oci/package.json")), "utf8");
  const content: unknown = JSON.parse(text);
  if (typeof content === "object" && content !== null && "version" in content && typeof content.version === "string") {
    return content.version;
  }
  throw new Error("package.json of @pulumi/oci names no version: run npm ci");
}
