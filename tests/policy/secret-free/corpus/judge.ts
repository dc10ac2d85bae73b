import type { Value } from "@tidegate/policy";
import { secretsIn } from "../../../../policy/secret-free/detect/index.ts";
import type { Item } from "./states.ts";

export interface JudgedItem {
  readonly item: Item;
  /** Whether something was found at the very place, or within what stands there. */
  readonly isFound: boolean;
  /** Whether anything was found in the resource. */
  readonly isReported: boolean;
}

/** What the detector says about items, one after the other. Places that are secret by their nature don't count here: only content does. */
export function judgedItems(items: readonly Item[]): JudgedItem[] {
  return items.map((item) => {
    const found = secretsIn(valueOf(item.props));
    const isFound = found.some(
      ({ path }) => path === item.path || (/^[.[]/.test(path.slice(item.path.length)) && path.startsWith(item.path)),
    );
    return { item, isFound, isReported: found.length > 0 };
  });
}

/** As it comes out of a state's JSON. */
function valueOf(json: unknown): Value {
  if (json === null || typeof json === "string" || typeof json === "number" || typeof json === "boolean") return json;
  if (Array.isArray(json)) return json.map(valueOf);
  if (typeof json !== "object") throw new TypeError("No JSON holds this.");
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, valueOf(value)]));
}
