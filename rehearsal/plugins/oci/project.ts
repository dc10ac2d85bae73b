/** Lays what OCI answers beside what the program gave, so that an order or a default of OCI's is no drift. */
import { isObject, sameValue, type Properties, type Value } from "../protocol/values.ts";
import type { Sides } from "../declared/types.ts";
import { isSet } from "./sets.ts";

/** Maps that people fill freely and OCI adds nothing to: a key that appears in one is drift. */
const OWN_MAPS: ReadonlySet<string> = new Set(["freeformTags", "metadata"]);

/** Everything that `part` says, `whole` says too. */
export function covers(whole: Value, part: Value): boolean {
  if (isObject(whole) && isObject(part)) {
    return Object.entries(part).every(([key, item]) => covers(whole[key] ?? null, item));
  }
  if (Array.isArray(whole) && Array.isArray(part)) {
    return whole.length === part.length && part.every((item, i) => covers(whole[i] ?? null, item));
  }
  return sameValue(whole, part);
}

/** Outputs with their sets in the order of the inputs they came from. */
export function orderLike(outputs: Properties, inputs: Properties): Properties {
  const ordered: Properties = {};
  for (const [name, value] of Object.entries(outputs)) ordered[name] = orderValue(name, value, inputs[name]);
  return ordered;
}

function orderValue(name: string, value: Value, like: Value | undefined): Value {
  if (isObject(value) && isObject(like)) return orderLike(value, like);
  if (!Array.isArray(value) || !Array.isArray(like)) return value;
  const items = isSet(name) ? sortLike(value, like) : value;
  return items.map((item, i) => orderValue(name, item, like[i]));
}

function sortLike(items: readonly Value[], like: readonly Value[]): Value[] {
  const rest = [...items];
  const first = like.flatMap((wanted) => {
    const at = rest.findIndex((item) => covers(item, wanted));
    return at < 0 ? [] : rest.splice(at, 1);
  });
  return [...first, ...rest];
}

/**
 * The inputs that would lead to `outputs`: those of the program, with today's values. What is no output stays as the
 * program gave it.
 */
export function projectInputs(inputs: Properties, outputs: Properties): Properties {
  const projected: Properties = {};
  for (const [name, value] of Object.entries(inputs)) {
    const actual = outputs[name];
    if (name.startsWith("__")) continue;
    projected[name] = actual === undefined ? value : projectValue(name, value, actual);
  }
  return projected;
}

/** The inputs of something imported: every property that can be set and that says something. */
export function importInputs(outputs: Properties, sides: Sides): Properties {
  const entries = Object.keys(sides.inputs).flatMap((name): [string, Value][] => {
    const value = outputs[name] ?? null;
    const empty = value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);
    return empty ? [] : [[name, value]];
  });
  return Object.fromEntries(entries);
}

function projectValue(name: string, input: Value, actual: Value): Value {
  if (isObject(input) && isObject(actual)) {
    if (OWN_MAPS.has(name)) return actual;
    const entries = Object.entries(input).map(([key, item]): [string, Value] => {
      return [key, projectValue(key, item, actual[key] ?? null)];
    });
    return Object.fromEntries(entries.filter(([, item]) => item !== null));
  }
  if (Array.isArray(input) && Array.isArray(actual)) {
    const items = isSet(name) ? sortLike(actual, input) : actual;
    return items.map((item, i) => projectValue(name, input[i] ?? input[0] ?? item, item));
  }
  return actual;
}
