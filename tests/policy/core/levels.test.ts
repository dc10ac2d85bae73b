import assert from "node:assert/strict";
import { levelsOf, schemaOf, settingsOf } from "@tidegate/policy";
import { policies } from "./sample/policies.ts";

describe("levels", () => {
  it("are those of dev in dev, and those of prod in every other environment", () => {
    assert.deepEqual(levelsOf(policies.slice(0, 3), "dev"), {
      closed: "advisory",
      tagged: "advisory",
      careless: "advisory",
    });
    const strict = { closed: "mandatory", tagged: "remediate", careless: "advisory" };
    assert.deepEqual(levelsOf(policies.slice(0, 3), "prod"), strict);
    assert.deepEqual(levelsOf(policies.slice(0, 3), "staging"), strict);
  });
});

describe("settings", () => {
  const few = policies.find(({ name }) => name === "few");
  const careless = policies.find(({ name }) => name === "careless");

  it("are told to the engine as JSON schema, with defaults", () => {
    assert.deepEqual(schemaOf(few!), {
      properties: { most: { type: "integer", minimum: 1, default: 3, description: "How many there may be." } },
    });
    assert.equal(schemaOf(careless!), undefined);
  });

  it("have defaults, and don't know other keys", () => {
    assert.deepEqual(settingsOf(few!, {}), { config: { most: 3 }, unknown: [] });
    assert.deepEqual(settingsOf(few!, { most: 5 }), { config: { most: 5 }, unknown: [] });
    assert.deepEqual(settingsOf(few!, { mots: 5 }).unknown, ["mots"]);
    assert.deepEqual(settingsOf(careless!, { most: 5 }).unknown, ["most"]);
  });
});
