/**
 * Texts that hold JSON: policies, container definitions, dashboards. A program may give a policy as an object, and the
 * provider takes two texts for the same that differ in white space or in the order of keys.
 */
import type { Shape, Type } from "../declared/types.ts";
import { parseJson } from "./json.ts";
import { hasUnknown, isObject, isSecret, makeSecret, reveal, sameValue, UNKNOWN } from "../protocol/values.ts";
import type { Properties, Value } from "../protocol/values.ts";

/** The inputs with objects written as text where the provider takes a text or an object. */
export function withTexts(inputs: Properties, shape: Shape): Properties {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => {
      const type = shape[name]?.type;
      return [name, type !== undefined && isDocument(type) ? asText(value) : value];
    }),
  );
}

function isDocument(type: Type): boolean {
  return typeof type === "object" && "anyOf" in type && type.anyOf.includes("string") && type.anyOf.some(isPolicy);
}

const isPolicy = (type: Type): boolean =>
  typeof type === "object" && "object" in type && type.object.endsWith("PolicyDocument");

function asText(value: Value): Value {
  if (isSecret(value)) return makeSecret(asText(value.value));
  if (!isObject(value)) return value;
  return hasUnknown(value) ? UNKNOWN.string : JSON.stringify(sorted(reveal(value)));
}

/** As Go writes a map: in the order of its keys. */
function sorted(value: Value): Value {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key] ?? null)]));
}

/** Whether two texts hold the same JSON object or list. */
export function sameDocument(before: Value, after: Value): boolean {
  const one = parsed(before);
  const other = parsed(after);
  return one !== undefined && other !== undefined && sameValue(one, other);
}

/** A text that begins like JSON and is none is a text like any other. */
function parsed(value: Value): Value | undefined {
  return typeof value === "string" && /^\s*[[{]/.test(value) ? parseJson(value) : undefined;
}
