/** What the doc comments of the declarations say about a path. */
import type { Shape, Type } from "../declared/types.ts";
import type { Declared } from "./facts/types.ts";

/** Whether the comment of the property at a path, or of one that holds it, says that a change makes a new resource. */
export function hasReplaceHint({ inputs, inputTypes }: Declared, path: string): boolean {
  let shape: Shape = inputs;
  for (const step of path.split(".")) {
    const property = shape[step];
    if (property === undefined) return false;
    if (property.replaces === true) return true;
    shape = inputTypes[objectName(property.type) ?? ""] ?? {};
  }
  return false;
}

function objectName(type: Type): string | undefined {
  if (typeof type === "string" || "map" in type || "anyOf" in type) return undefined;
  return "object" in type ? type.object : objectName(type.list);
}
