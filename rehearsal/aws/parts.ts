/** Parts of inputs and outputs that are neither texts nor lists of them; for those see textAt and textsAt. */
import { isObject, reveal } from "../plugins/protocol/values.ts";
import type { Properties } from "../plugins/protocol/values.ts";

/** The objects of a list; empty where it is none. */
export function objectsAt(properties: Properties, name: string): Properties[] {
  const value = reveal(properties[name] ?? null);
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** An object among properties; empty where there is none. */
export function objectAt(properties: Properties, name: string): Properties {
  const value = reveal(properties[name] ?? null);
  return isObject(value) ? value : {};
}

export function numberAt(properties: Properties, name: string): number | undefined {
  const value = properties[name];
  return typeof value === "number" ? value : undefined;
}
