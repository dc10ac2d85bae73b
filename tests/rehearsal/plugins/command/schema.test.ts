/** Holds the stand-in against the command provider's own schema. */
import assert from "node:assert/strict";
import { COMMAND, RUN, type CommandFacts } from "../../../../rehearsal/plugins/command/facts.ts";
import { LOGGING } from "../../../../rehearsal/plugins/command/check.ts";
import { CommandProvider } from "../../../../rehearsal/plugins/command/provider.ts";
import { sdkVersion } from "../../../../rehearsal/plugins/declared/version.ts";
import { collectFlags, describeSchema, describeShape, present, readSchema, type Schema } from "../schema.ts";
import { testFacts } from "./facts.ts";

describe("the command stand-in's facts, held against the provider's schema", function () {
  this.timeout(30_000);
  let schema: Schema;
  let facts: CommandFacts;

  before(async function () {
    const known = readSchema("command");
    if (known === undefined) return this.skip();
    schema = known;
    facts = await testFacts();
  });

  it("come from an SDK whose plugin exists: there is a 1.2.1, and 4.5.0 has no release", () => {
    assert.notEqual(sdkVersion("@pulumi/command"), "4.5.0");
  });

  it("have the same inputs, of the same types, and the same are required", () => {
    const { inputProperties, requiredInputs = [] } = present(schema.resources[COMMAND], COMMAND);
    assert.deepEqual(
      describeShape(facts.command.inputs, {}, "input"),
      describeSchema(schema, { properties: inputProperties, required: requiredInputs }, "input"),
    );
  });

  it("have the same outputs, of the same types, and the same are always there", () => {
    const { properties, required } = present(schema.resources[COMMAND], COMMAND);
    assert.deepEqual(
      describeShape(facts.command.outputs, {}, "output"),
      describeSchema(schema, { properties, required }, "output"),
    );
  });

  it("have the same arguments and results of the function", () => {
    const { inputs, outputs } = present(schema.functions[RUN], RUN);
    assert.deepEqual(describeShape(facts.run.inputs, {}, "input"), describeSchema(schema, inputs, "input"));
    assert.deepEqual(describeShape(facts.run.outputs, {}, "output"), describeSchema(schema, outputs, "output"));
  });

  it("replace on the same changes", async () => {
    const flags: Record<string, boolean> = {};
    collectFlags(schema, present(schema.resources[COMMAND], COMMAND).inputProperties, "", flags);
    const provider = new CommandProvider({ version: "1.2.1", facts, env: {}, say: async () => {} });
    const told: Record<string, boolean> = {};
    for (const name of Object.keys(flags)) {
      const [change] = await provider.diff(COMMAND, { [name]: ["old"] }, { [name]: ["new"] });
      told[name] = present(change, `change of ${name}`).replace;
    }
    assert.deepEqual(told, flags);
  });

  it("know the same kinds of logging", () => {
    const type = present(schema.types["command:local:Logging"], "Logging");
    assert.deepEqual(
      type.enum?.map(({ value }) => value),
      LOGGING,
    );
  });
});
