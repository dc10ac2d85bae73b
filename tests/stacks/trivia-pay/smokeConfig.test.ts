import assert from "node:assert/strict";
import { InvalidArguments } from "@tidegate/oci";
import { readConfig, readSmoke } from "../../../stacks/trivia-pay/config.ts";
import { effectiveConfig } from "../project.ts";

const HEALTH = "https://api.example.org/health";
const DATABASE = "https://api.example.org/health/db";

function reader(change: Record<string, string>): (key: string) => string | undefined {
  const values = effectiveConfig("trivia-pay", "dev");
  for (const [key, value] of Object.entries(change)) values.set(key, value);
  return (key) => values.get(key);
}

function faultyKeys(change: Record<string, string>): string[] {
  try {
    readConfig(reader(change));
  } catch (error) {
    assert.ok(error instanceof InvalidArguments);
    return error.faults.map(({ path }) => path);
  }
  return [];
}

describe("the checks after a deploy of trivia-pay", () => {
  it("aren't made without a URL", () => {
    assert.equal(readSmoke(reader({})), undefined);
  });

  it("ask the health URL alone unless another is named, and leave the pool as it is", () => {
    const expected = { healthUrl: HEALTH, deadlineSeconds: 120, rollsBack: false };
    assert.deepEqual(readSmoke(reader({ healthcheckUrl: HEALTH })), expected);
  });

  it("read every key", () => {
    const change = {
      healthcheckUrl: HEALTH,
      healthcheckDbUrl: DATABASE,
      smokeDeadlineSeconds: "60",
      smokeRollback: "true",
    };
    const expected = { healthUrl: HEALTH, databaseUrl: DATABASE, deadlineSeconds: 60, rollsBack: true };
    assert.deepEqual(readSmoke(reader(change)), expected);
    assert.deepEqual(faultyKeys(change), []);
  });

  for (const [key, value] of [
    ["healthcheckUrl", "api.example.org/health"],
    ["healthcheckDbUrl", "ftp://api.example.org"],
    ["smokeDeadlineSeconds", "0"],
    ["smokeDeadlineSeconds", "soon"],
    ["smokeRollback", "yes"],
  ] as const) {
    it(`refuse ${key} "${value}", by its key`, () => {
      assert.deepEqual(faultyKeys({ healthcheckUrl: HEALTH, [key]: value }), [`trivia-pay:${key}`]);
    });
  }

  it("refuse the deeper URL alone", () => {
    assert.deepEqual(faultyKeys({ healthcheckDbUrl: DATABASE }), ["trivia-pay:healthcheckUrl"]);
  });
});
