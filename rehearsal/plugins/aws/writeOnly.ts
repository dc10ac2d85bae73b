/**
 * Write-only arguments: the service takes them and gives them to nobody. Their names end in `Wo`, and each has a version
 * whose change sends it again.
 * @see https://developer.hashicorp.com/terraform/language/manage-sensitive-data/write-only
 */
import type { Shape } from "../declared/types.ts";

/** Whether a top-level property is one. @param path as in a diff: what comes after the first dot or bracket is left out */
export function isWriteOnly(path: string, inputs: Shape): boolean {
  const name = path.split(/[.[]/)[0] ?? path;
  return name.endsWith("Wo") && `${name}Version` in inputs;
}
