/**
 * What a preview can say of outputs. Whatever its type, a value that is yet to come is sent as the unknown text: it is the
 * only mark that Pulumi's Node SDK knows, and what official providers send; another would reach the program as a text.
 */
import { isObject, isSecret, makeSecret, UNKNOWN, type Properties, type Value } from "../protocol/values.ts";
import type { Shape, Sides, Type } from "./types.ts";

export type Types = Readonly<Record<string, Shape>>;

/**
 * The outputs of a resource that is yet to be: what the program gives, and unknowns for what the provider will say.
 * @param types nested types of outputs, where they are known
 */
export function expectOutputs(sides: Sides, inputs: Properties, types: Types = {}): Properties {
  const expected: Properties = {};
  for (const [name, property] of Object.entries(sides.outputs)) {
    const given = inputs[name];
    if (given !== undefined) expected[name] = completed(given, property.type, types);
    else if (property.required || !(name in sides.inputs)) expected[name] = UNKNOWN.string;
  }
  return expected;
}

/** A value that the program gives, with what the provider adds inside: as it was before, where it was, or unknown. */
export function completed(given: Value, type: Type, types: Types, before?: Value): Value {
  if (isSecret(given)) return makeSecret(completed(given.value, type, types, before));
  if (typeof type === "string") return given;
  if ("list" in type && Array.isArray(given)) {
    const old = Array.isArray(before) ? before : [];
    return given.map((item, index) => completed(item, type.list, types, old[index]));
  }
  const shape = "object" in type ? types[type.object] : undefined;
  if (shape === undefined || !isObject(given)) return given;
  const old = isObject(before) ? before : {};
  const whole: Properties = { ...given };
  for (const [name, property] of Object.entries(shape)) {
    const value = given[name];
    if (value !== undefined) whole[name] = completed(value, property.type, types, old[name]);
    else if (property.required) whole[name] = old[name] ?? UNKNOWN.string;
  }
  return whole;
}
