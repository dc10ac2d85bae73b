/** Telling values apart. */
import { readProperties } from "@tidegate/policy";
import type { Bag, Value } from "@tidegate/policy";

export function isBag(value: Value | undefined): value is Bag {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** Whether something is given. What isn't known yet is given all the same. */
export function isGiven(value: Value | undefined): boolean {
  return value !== undefined && value !== null && value !== "";
}

/** An object, also where it stands as JSON: the engine keeps so what isn't text among a provider's inputs. */
export function parsedBag(value: Value | undefined): Bag | undefined {
  if (typeof value !== "string") return isBag(value) ? value : undefined;
  try {
    const { given } = readProperties({ given: JSON.parse(value) }).props;
    return isBag(given) ? given : undefined;
  } catch {
    // No JSON is no object.
    return undefined;
  }
}
