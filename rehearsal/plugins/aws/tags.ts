/** The tags that a resource gets: the provider's default ones with its own laid over them, without the ignored ones. */
import { isObject, isUnknown, reveal, UNKNOWN, type Properties, type Value } from "../protocol/values.ts";
import type { Declared } from "./facts/types.ts";
import type { Settings } from "./settings.ts";

export function isTaggable({ inputs, outputs }: Declared): boolean {
  return "tags" in inputs && "tagsAll" in outputs;
}

/** The value of `tagsAll`, among the inputs too: so a change of the default tags alone changes the resource. */
export function allTags(inputs: Properties, { defaultTags, ignoredKeys, ignoredPrefixes }: Settings): Value {
  const own = reveal(inputs["tags"] ?? {});
  // A map with unknown values in it is known by its keys, but the bridge calls the whole of it unknown.
  if (isUnknown(own) || (isObject(own) && Object.values(own).some(isUnknown))) return UNKNOWN.string;
  const all = { ...defaultTags, ...(isObject(own) ? own : {}) };
  const isIgnored = (key: string) =>
    ignoredKeys.includes(key) || ignoredPrefixes.some((start) => key.startsWith(start));
  return Object.fromEntries(Object.entries(all).filter(([key]) => !isIgnored(key)));
}
