/** Holds the stand-in against the provider's own schema: inputs, required ones, outputs, and what replaces. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Facts } from "../../../../rehearsal/plugins/oci/facts/types.ts";
import { FUNCTIONS } from "../../../../rehearsal/plugins/oci/functions/index.ts";
import { knownFacts } from "../../../../rehearsal/plugins/oci/knowledge.ts";
import { REPLACES, replaces } from "../../../../rehearsal/plugins/oci/replaces.ts";
import { RESOURCES } from "../../../../rehearsal/plugins/oci/resources/index.ts";
import { collectFlags, describeSchema, describeShape, present, readSchema, type Schema } from "../schema.ts";

const SDK_VERSION = "4.20.0";

describe("the stand-in's facts, held against the oci provider's schema", function () {
  this.timeout(60_000);
  let schema: Schema;
  let facts: Facts;
  let folder: string | undefined;

  before(async function () {
    const known = readSchema("oci");
    if (known === undefined) return this.skip();
    schema = known;
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
