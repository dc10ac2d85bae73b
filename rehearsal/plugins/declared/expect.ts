/** What a preview can say of outputs. */
import { UNKNOWN, type Properties, type Value } from "../protocol/values.ts";
import type { Sides, Type } from "./types.ts";

/** The outputs of a resource that is yet to be: what the program gives, and unknowns for what the provider will say. */
export function expectOutputs(sides: Sides, inputs: Properties): Properties {
  const expected: Properties = {};
  for (const [name, property] of Object.entries(sides.outputs)) {
    const given = inputs[name];
    if (given !== undefined) expected[name] = given;
    else if (property.required || !(name in sides.inputs)) expected[name] = unknownOf(property.type);
  }
  return expected;
}

function unknownOf(type: Type): Value {
  if (type === "number") return UNKNOWN.number;
  if (type === "boolean") return UNKNOWN.boolean;
  if (typeof type === "string" || "anyOf" in type) return UNKNOWN.string;
  return "list" in type ? UNKNOWN.list : UNKNOWN.map;
}
