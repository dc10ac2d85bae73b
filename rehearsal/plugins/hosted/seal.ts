/**
 * Secret values on their way into the world. It keeps a seal in their place, as a service keeps ciphertext: enough to say
 * whether a value is still the same, and too little to say what it is.
 */
import { createHash } from "node:crypto";
import { isObject, isSecret, reveal, sameValue, textOf, type Properties, type Value } from "../protocol/values.ts";

/** The same value with a seal for each secret in it. */
export function sealed(value: Value): Value {
  if (isSecret(value))
    return `sealed:${createHash("sha256")
      .update(textOf(reveal(value)))
      .digest("hex")
      .slice(0, 32)}`;
  if (Array.isArray(value)) return value.map(sealed);
  return isObject(value) ? sealAll(value) : value;
}

export function sealAll(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, sealed(value)]));
}

/** What the world shows, with the program's own value wherever it is what the world has. */
export function unsealed(shown: Properties, inputs: Properties): Properties {
  return Object.fromEntries(
    Object.entries(shown).map(([name, value]) => {
      const own = inputs[name];
      return [name, own !== undefined && sameValue(value, sealed(own)) ? own : value];
    }),
  );
}
