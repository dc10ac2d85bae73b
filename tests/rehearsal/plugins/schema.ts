/** A provider's own schema, and what a stand-in knows, as lines that can be held against each other. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import type { Shape, Type } from "../../../rehearsal/plugins/declared/types.ts";

export interface SchemaProperty {
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: SchemaProperty;
  readonly additionalProperties?: SchemaProperty;
  /** A provider's own schema says it the first way, one that bridges Terraform the second. */
  readonly replaceOnChanges?: boolean;
  readonly willReplaceOnChanges?: boolean;
}
export type SchemaProperties = Readonly<Record<string, SchemaProperty>>;
export interface Schema {
  readonly resources: Record<
    string,
    { inputProperties: SchemaProperties; requiredInputs?: string[]; properties: SchemaProperties; required: string[] }
  >;
  /** One without properties is an enumeration. */
  readonly types: Record<
    string,
    { properties?: SchemaProperties; required?: string[]; enum?: readonly { readonly value: string }[] }
  >;
  readonly functions: Record<
    string,
    Record<"inputs" | "outputs", { properties: SchemaProperties; required?: string[] }>
  >;
}

/** The schema of a provider, or nothing (with a line that says so) where there are no schemas to judge by. */
export function readSchema(provider: string): Schema | undefined {
  const file = new URL(`../../../../shared/schemas/${provider}.json`, import.meta.url);
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Schema;
  console.log(`      skipped: there is no ${file.pathname}, the providers' schemas that this test judges by`);
  return undefined;
}

export type Way = "input" | "output";

/** One line a property: `routeRules!.networkEntityId!: string`, `!` where it is required. */
export function describeShape(
  shape: Shape,
  types: Readonly<Record<string, Shape>>,
  way: Way,
  prefix = "",
  depth = 0,
): string[] {
  return Object.entries(shape)
    .filter(([name]) => compared(name))
    .flatMap(([name, { type, required }]) => {
      const path = prefix + name + mark(required, way, depth);
      const nested = depth > 9 ? undefined : nestedName(type);
      const below = nested === undefined ? [] : describeShape(types[nested] ?? {}, types, way, `${path}.`, depth + 1);
      return [`${path}: ${kindOf(type)}`, ...below];
    })
    .sort();
}

/** The schema has one type for both ways, and marks what is required of an input: inside an output it says nothing. */
function mark(required: boolean, way: Way, depth: number): string {
  return required && (way === "input" || depth === 0) ? "!" : "";
}

function kindOf(type: Type): string {
  if (typeof type === "string") return type;
  if ("list" in type) return `${kindOf(type.list)}[]`;
  if ("map" in type) return `{${kindOf(type.map)}}`;
  return "object" in type ? "object" : type.anyOf.map(kindOf).join("|");
}

function nestedName(type: Type): string | undefined {
  if (typeof type === "string" || "anyOf" in type) return undefined;
  if ("list" in type) return nestedName(type.list);
  return "map" in type ? undefined : type.object;
}

export function describeSchema(
  schema: Schema,
  side: { properties?: SchemaProperties; required?: string[] },
  way: Way,
  prefix = "",
  depth = 0,
): string[] {
  return Object.entries(side.properties ?? {})
    .filter(([name]) => compared(name))
    .flatMap(([name, property]) => {
      const path = prefix + name + mark(side.required?.includes(name) === true, way, depth);
      const nested = depth > 9 ? undefined : refOf(schema, property);
      const below = nested === undefined ? [] : describeSchema(schema, nested, way, `${path}.`, depth + 1);
      return [`${path}: ${schemaKind(schema, property)}`, ...below];
    })
    .sort();
}

function schemaKind(schema: Schema, property: SchemaProperty): string {
  const { $ref, type, items, additionalProperties } = property;
  // Pulumi's own types: assets, archives, and what may be anything.
  if ($ref?.startsWith("pulumi.json#/") === true) return "any";
  if ($ref !== undefined) return refOf(schema, property)?.properties === undefined ? "string" : "object";
  if (type === "array") return `${schemaKind(schema, present(items, "items"))}[]`;
  if (type === "object") return `{${schemaKind(schema, present(additionalProperties, "additionalProperties"))}}`;
  return type === "integer" ? "number" : (type ?? "none");
}

function refOf(schema: Schema, property: SchemaProperty): Schema["types"][string] | undefined {
  const ref = property.$ref ?? property.items?.$ref;
  return ref === undefined ? undefined : schema.types[ref.replace("#/types/", "")];
}

export function collectFlags(
  schema: Schema,
  properties: SchemaProperties,
  prefix: string,
  flags: Record<string, boolean>,
): void {
  for (const [name, property] of Object.entries(properties)) {
    flags[prefix + name] = property.willReplaceOnChanges === true || property.replaceOnChanges === true;
    const nested = refOf(schema, property);
    if (nested?.properties !== undefined) collectFlags(schema, nested.properties, `${prefix}${name}.`, flags);
  }
}

/** The schemas were kept without their texts, which took every property called `description` along. */
const compared = (name: string): boolean => name !== "description";

export function present<T>(value: T | undefined, what: string): T {
  assert.ok(value !== undefined, `there is no ${what}`);
  return value;
}
