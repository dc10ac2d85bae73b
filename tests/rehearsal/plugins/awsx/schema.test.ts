/** Holds the stand-in against the awsx provider's own schema. */
import assert from "node:assert/strict";
import type { AwsxFacts } from "../../../../rehearsal/plugins/awsx/facts/facts.ts";
import { ENDPOINT_STRATEGIES, NAT_STRATEGIES } from "../../../../rehearsal/plugins/awsx/vpc/arguments.ts";
import { STRATEGIES } from "../../../../rehearsal/plugins/awsx/vpc/layout/layout.ts";
import { NAME_TAG_STRATEGIES } from "../../../../rehearsal/plugins/awsx/vpc/layout/names.ts";
import { SUBNET_TYPES } from "../../../../rehearsal/plugins/awsx/vpc/layout/spec.ts";
import { COMPONENTS, REFUSED } from "../../../../rehearsal/plugins/awsx/components.ts";
import { describeSchema, describeShape, present, readSchema, type Schema } from "../schema.ts";
import { testFacts } from "./built.ts";

describe("the awsx stand-in's facts, held against the provider's schema", function () {
  this.timeout(30_000);
  let schema: Schema;
  let facts: AwsxFacts;

  before(async function () {
    const known = readSchema("awsx");
    if (known === undefined) return this.skip();
    schema = withoutForeign(known);
    facts = await testFacts();
  });

  it("know the same components, and each of them is made or refused for a reason", () => {
    const tokens = Object.keys(schema.resources).sort();
    assert.deepEqual(Object.keys(facts.components).sort(), tokens);
    assert.deepEqual([...COMPONENTS.keys(), ...REFUSED.keys()].sort(), tokens);
  });

  it("have the same inputs, of the same types, and the same are required, nested ones included", () => {
    for (const [token, { inputProperties, requiredInputs }] of Object.entries(schema.resources)) {
      // A type that no program can name any more is in the schema only.
      const required = requiredInputs && { required: requiredInputs };
      assert.deepEqual(
        describeShape(present(facts.components[token], token).inputs, facts.inputTypes, "input"),
        describeSchema(schema, { properties: inputProperties ?? {}, ...required }, "input"),
        token,
      );
    }
  });

  it("know the same words for every strategy", () => {
    const words = (name: string): unknown => present(schema.types[`awsx:ec2:${name}`], name).enum;
    const values = (name: string): string[] => (words(name) as { value: string }[]).map(({ value }) => value).sort();
    assert.deepEqual(values("NatGatewayStrategy"), [...NAT_STRATEGIES].sort());
    assert.deepEqual(values("SubnetAllocationStrategy"), [...STRATEGIES].sort());
    assert.deepEqual(values("SubnetNameTagStrategy"), [...NAME_TAG_STRATEGIES].sort());
    assert.deepEqual(values("SubnetType"), [...SUBNET_TYPES].sort());
    assert.deepEqual(values("VpcEndpointStrategy"), [...ENDPOINT_STRATEGIES].sort());
  });
});

/** Types of other providers are left to those: the stand-in takes them as they come. */
function withoutForeign(schema: Schema): Schema {
  const text = JSON.stringify(schema).replace(/"\/(aws|docker)[^"]*schema\.json#[^"]*"/g, '"pulumi.json#/Any"');
  return JSON.parse(text) as Schema;
}
