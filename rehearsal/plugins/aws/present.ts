/** The inputs that would lead to what is there: for a refresh those of the program with today's values, for an import all. */
import { markAll, reveal, sameValue, type Properties, type Value } from "../protocol/values.ts";
import { isAsset, withHashes } from "./assets.ts";
import type { Declared } from "./facts/types.ts";
import { DEFAULTS } from "./names.ts";
import type { Seen } from "./world.ts";

/** What the world doesn't keep stays as the program gave it. */
export function presentInputs(inputs: Properties, seen: Seen): Properties {
  const today: Properties = {};
  for (const [name, value] of Object.entries(inputs)) {
    const actual = seen.inputs[name];
    today[name] = actual === undefined || sameContents(value, actual) ? value : actual;
  }
  return markAll(today, inputs);
}

/** Everything that can be set and is. */
export function importedInputs(seen: Seen, { inputs }: Declared): Properties {
  const own = Object.entries(seen.inputs).filter(
    ([name, value]) => (name in inputs || name === "tagsAll") && value !== null,
  );
  return { ...Object.fromEntries(own), [DEFAULTS]: [] };
}

/** An archive is kept by its hash alone. */
function sameContents(value: Value, actual: Value): boolean {
  const plain = reveal(value);
  return isAsset(plain) && sameValue(withHashes(plain), actual);
}
