/** Holds the stand-in against the provider's own schema: inputs, required ones, outputs, and what replaces. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Facts, Shape, Type } from "../../../../rehearsal/plugins/oci/facts/types.ts";
import { FUNCTIONS } from "../../../../rehearsal/plugins/oci/functions/index.ts";
import { knownFacts } from "../../../../rehearsal/plugins/oci/knowledge.ts";
import { REPLACES, replaces } from "../../../../rehearsal/plugins/oci/replaces.ts";
import { RESOURCES } from "../../../../rehearsal/plugins/oci/resources/index.ts";

interface SchemaProperty {
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: SchemaProperty;
  readonly additionalProperties?: SchemaProperty;
  readonly willReplaceOnChanges?: boolean;
}
type SchemaProperties = Readonly<Record<string, SchemaProperty>>;
interface Schema {
  readonly resources: Record<
    string,
    { inputProperties: SchemaProperties; requiredInputs?: string[]; properties: SchemaProperties; required: string[] }
  >;
  readonly types: Record<string, { properties: SchemaProperties; required?: string[] }>;
  readonly functions: Record<
    string,
    Record<"inputs" | "outputs", { properties: SchemaProperties; required?: string[] }>
  >;
}

const SCHEMA = new URL("../../../../../shared/schemas/oci.json", import.meta.url);
const SDK_VERSION = "4.20.0";

describe("the stand-in's facts, held against the oci provider's schema", function () {
  this.timeout(60_000);
  let schema: Schema;
  let facts: Facts;
  let folder: string | undefined;

  before(async function () {
    if (!existsSync(SCHEMA)) {
      console.log(`      skipped: there is no ${SCHEMA.pathname}, the providers' schemas that this test judges by`);
      this.skip();
    }
    schema = JSON.parse(readFileSync(SCHEMA, "utf8")) as Schema;
    folder = mkdtempSync(join(tmpdir(), "facts-"));
    facts = await knownFacts(SDK_VERSION, folder);
  });
  after(() => folder !== undefined && rmSync(folder, { recursive: true }));

  for (const token of RESOURCES.keys()) {
    describe(token, () => {
      const known = (): Schema["resources"][string] => present(schema.resources[token], `schema of ${token}`);
      const sides = () => present(facts.resources[token], `facts of ${token}`);

      it("has the same inputs, of the same types, and the same are required", () => {
        const { inputProperties, requiredInputs } = known();
        assert.deepEqual(
          describeShape(sides().inputs, facts.inputTypes, "input"),
          describeSchema(
            schema,
            { properties: inputProperties, ...(requiredInputs && { required: requiredInputs }) },
            "input",
          ),
        );
      });

      it("has the same outputs, of the same types, and the same are always there", () => {
        const { properties, required } = known();
        const outputs = describeShape(sides().outputs, facts.outputTypes, "output");
        assert.deepEqual(outputs, describeSchema(schema, { properties, required }, "output"));
      });

      it("replaces on the same changes, nested ones included", () => {
        const flags: Record<string, boolean> = {};
        collectFlags(schema, known().inputProperties, "", flags);
        const told = Object.fromEntries(Object.keys(flags).map((path) => [path, replaces(token, path)]));
        assert.deepEqual(told, flags);
      });
    });
  }

  it("has a line in the table of replacements for every resource, and no other", () => {
    assert.deepEqual(Object.keys(REPLACES).sort(), [...RESOURCES.keys()].sort());
  });

  for (const token of FUNCTIONS.keys()) {
    it(`${token} takes the same arguments and gives the same results`, () => {
      const { inputs, outputs } = present(schema.functions[token], `schema of ${token}`);
      const sides = present(facts.functions[token], `facts of ${token}`);
      assert.deepEqual(describeShape(sides.inputs, facts.inputTypes, "input"), describeSchema(schema, inputs, "input"));
      assert.deepEqual(
        describeShape(sides.outputs, facts.outputTypes, "output"),
        describeSchema(schema, outputs, "output"),
      );
    });
  }
});

type Way = "input" | "output";

/** One line a property: `routeRules!.networkEntityId!: string`, `!` where it is required. */
function describeShape(
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

function describeSchema(
  schema: Schema,
  side: { properties: SchemaProperties; required?: string[] },
  way: Way,
  prefix = "",
  depth = 0,
): string[] {
  return Object.entries(side.properties)
    .filter(([name]) => compared(name))
    .flatMap(([name, property]) => {
      const path = prefix + name + mark(side.required?.includes(name) === true, way, depth);
      const nested = depth > 9 ? undefined : refOf(schema, property);
      const below = nested === undefined ? [] : describeSchema(schema, nested, way, `${path}.`, depth + 1);
      return [`${path}: ${schemaKind(property)}`, ...below];
    })
    .sort();
}

function schemaKind(property: SchemaProperty): string {
  if (property.$ref !== undefined) return "object";
  if (property.type === "array") return `${schemaKind(present(property.items, "items"))}[]`;
  if (property.type === "object")
    return `{${schemaKind(present(property.additionalProperties, "additionalProperties"))}}`;
  return property.type === "integer" ? "number" : (property.type ?? "none");
}

function refOf(schema: Schema, property: SchemaProperty): Schema["types"][string] | undefined {
  const ref = property.$ref ?? property.items?.$ref;
  return ref === undefined ? undefined : schema.types[ref.replace("#/types/", "")];
}

function collectFlags(
  schema: Schema,
  properties: SchemaProperties,
  prefix: string,
  flags: Record<string, boolean>,
): void {
  for (const [name, property] of Object.entries(properties)) {
    flags[prefix + name] = property.willReplaceOnChanges === true;
    const nested = refOf(schema, property);
    if (nested !== undefined) collectFlags(schema, nested.properties, `${prefix}${name}.`, flags);
  }
}

/** The schemas were kept without their texts, which took every property called `description` along. */
const compared = (name: string): boolean => name !== "description";

function present<T>(value: T | undefined, what: string): T {
  assert.ok(value !== undefined, `there is no ${what}`);
  return value;
}
