import assert from "node:assert/strict";
import { KINDS } from "../../../../rehearsal/aws/services/index.ts";
import { TABLE } from "../../../../rehearsal/aws/services/dynamodb/table.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { textOf, UNKNOWN } from "../../../../rehearsal/plugins/protocol/values.ts";
import { Account } from "../account.ts";
import { caught, previewed, refused } from "../refused.ts";

const JOBS: Properties = {
  name: "jobs",
  billingMode: "PAY_PER_REQUEST",
  hashKey: "id",
  rangeKey: "at",
  attributes: [
    { name: "id", type: "S" },
    { name: "at", type: "N" },
    { name: "owner", type: "S" },
  ],
  globalSecondaryIndexes: [{ name: "by-owner", hashKey: "owner", rangeKey: "at", projectionType: "ALL" }],
  pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 35 },
  ttl: { enabled: true, attributeName: "expires" },
};

describe("tables of the embedded DynamoDB", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  it("have ARNs, and DynamoDB's own defaults", () => {
    const { id, outputs } = account.make(TABLE, JOBS);
    assert.equal(id, "jobs");
    assert.equal(outputs["arn"], "arn:aws:dynamodb:eu-central-1:111122223333:table/jobs");
    assert.deepEqual([outputs["tableClass"], outputs["deletionProtectionEnabled"]], ["STANDARD", false]);
    const plain = account.make(TABLE, { ...JOBS, name: "plain", pointInTimeRecovery: { enabled: true } });
    assert.deepEqual(plain.outputs["pointInTimeRecovery"], { enabled: true, recoveryPeriodInDays: 35 });
    assert.equal(account.ask("aws:dynamodb/getTable:getTable", { name: "jobs" })?.["hashKey"], "id");
    assert.deepEqual(previewed(TABLE, JOBS), []);
  });

  it("are found by name", () => {
    const ask = () => account.ask("aws:dynamodb/getTable:getTable", { name: "jobs" });
    refused(ask, "ResourceNotFoundException", /Table: jobs not found/);
  });

  it("are active after some seconds", () => {
    const table = account.make(TABLE, JOBS);
    assert.equal(account.settled(table).state, "pending");
    account.pass(10);
    assert.equal(account.settled(table).state, "ready");
  });

  it("are made anew for their key, and for nothing that AWS changes in place", () => {
    const { replaces = [] } = KINDS.get(TABLE) ?? {};
    for (const name of ["hashKey", "rangeKey", "localSecondaryIndexes.**"]) assert.ok(replaces.includes(name), name);
    const inPlace = [
      "attributes",
      "billingMode",
      "globalSecondaryIndexes",
      "readCapacity",
      "pointInTimeRecovery",
      "ttl",
    ];
    const more = ["serverSideEncryption", "streamEnabled", "tableClass", "deletionProtectionEnabled", "tags"];
    for (const name of [...inPlace, ...more]) assert.ok(!replaces.some((one) => one.startsWith(name)), name);
  });

  const attributes = [{ name: "id", type: "S" }];
  const plain = { billingMode: "PAY_PER_REQUEST", hashKey: "id", attributes };
  const index = { name: "x", hashKey: "id", projectionType: "ALL" };
  const broken: readonly [string, Properties, string, RegExp][] = [
    ["a key that isn't declared", { ...plain, rangeKey: "at" }, "attributes", /Unmatched indexes: \["at"\]/],
    [
      "an index's key that isn't declared",
      { ...plain, globalSecondaryIndexes: [{ ...index, rangeKey: "at" }] },
      "attributes",
      /Unmatched indexes: \["at"\]/,
    ],
    [
      "an attribute that is no key",
      { ...plain, attributes: [...attributes, { name: "at", type: "N" }] },
      "attributes",
      /Unused attributes: \["at"\]/,
    ],
    [
      "an attribute of no known type",
      { ...plain, attributes: [{ name: "id", type: "string" }] },
      "attributes[0].type",
      /"S"/,
    ],
    ["no key", { billingMode: "PAY_PER_REQUEST" }, "hashKey", /required/],
    [
      "capacity on demand",
      { ...plain, readCapacity: 5 },
      "readCapacity",
      /can not be set when billing_mode is "PAY_PER_REQUEST"/,
    ],
    [
      "provisioned without capacity to write",
      { ...plain, billingMode: "PROVISIONED", readCapacity: 5 },
      "writeCapacity",
      /at least 1/,
    ],
    ["a stream of nothing", { ...plain, streamEnabled: true }, "streamViewType", /required/],
    [
      "recovery over 36 days",
      { ...plain, pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 36 } },
      "pointInTimeRecovery.recoveryPeriodInDays",
      /1 - 35/,
    ],
    ["a time to live without an attribute", { ...plain, ttl: { enabled: true } }, "ttl.attributeName", /empty/],
    [
      "an index that includes nothing",
      { ...plain, globalSecondaryIndexes: [{ ...index, projectionType: "INCLUDE" }] },
      "globalSecondaryIndexes[0].nonKeyAttributes",
      /required/,
    ],
    [
      "an index that includes what it has anyhow",
      { ...plain, globalSecondaryIndexes: [{ ...index, nonKeyAttributes: ["a"] }] },
      "globalSecondaryIndexes[0].nonKeyAttributes",
      /cannot be specified/,
    ],
    [
      "a local index without a range key",
      { ...plain, localSecondaryIndexes: [{ name: "l", rangeKey: "id", projectionType: "ALL" }] },
      "localSecondaryIndexes",
      /range key/,
    ],
  ];
  for (const [what, inputs, property, words] of broken) {
    it(`refuse ${what} in a preview`, () => caught(TABLE, inputs, property, words));
  }

  it("say nothing of keys that aren't known yet", () => {
    assert.deepEqual(previewed(TABLE, { ...plain, hashKey: UNKNOWN.string, attributes: UNKNOWN.list }), []);
  });

  it("are one of a name, and stay while they are protected", () => {
    const table = account.make(TABLE, { ...JOBS, deletionProtectionEnabled: true });
    refused(() => account.make(TABLE, JOBS), "ResourceInUseException", /Table already exists: jobs/);
    refused(() => account.remove(table), "ValidationException", /protected against deletion/);
    account.remove(account.change(table, JOBS));
    assert.equal(account.look(table), undefined);
  });

  it("keep the time to live on one attribute until it is off", () => {
    const table = account.make(TABLE, JOBS);
    const other = { ...JOBS, ttl: { enabled: true, attributeName: "gone" } };
    refused(() => account.change(table, other), "ValidationException", /current AttributeName is expires/);
  });

  it("have a stream's ARN for as long as it is on", () => {
    const table = account.make(TABLE, { ...JOBS, streamEnabled: true, streamViewType: "NEW_IMAGE" });
    assert.match(textOf(table.outputs["streamArn"]), /:table\/jobs\/stream\/2026-01-05T09:00:00\.000$/);
    account.pass(60);
    const same = account.change(table, { ...table.inputs, ttl: { enabled: false } });
    assert.equal(same.outputs["streamArn"], table.outputs["streamArn"]);
    assert.equal(account.change(table, JOBS).outputs["streamArn"], "");
  });
});
