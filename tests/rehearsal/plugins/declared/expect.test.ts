import assert from "node:assert/strict";
import { completed, expectOutputs } from "../../../../rehearsal/plugins/declared/expect.ts";
import { isSecret, makeSecret, UNKNOWN } from "../../../../rehearsal/plugins/protocol/values.ts";

const TEXT = { type: "string", required: true } as const;
const SIDES = {
  inputs: {
    name: TEXT,
    size: { type: "number", required: false },
    at: { type: { object: "m.At" }, required: false },
    rows: { type: { list: { object: "m.At" } }, required: false },
  },
  outputs: {
    name: TEXT,
    size: { type: "number", required: false },
    arn: TEXT,
    options: { type: { list: { object: "m.At" } }, required: true },
    at: { type: { object: "m.At" }, required: false },
    rows: { type: { list: { object: "m.At" } }, required: false },
  },
} as const;
const TYPES = { "m.At": { host: TEXT, target: TEXT, note: { type: "string", required: false } } } as const;

describe("what a preview says of outputs", () => {
  it("gives what the program gives, and the one unknown that Node's SDK reads for all else, lists too", () => {
    assert.deepEqual(expectOutputs(SIDES, { name: "a" }), { name: "a", arn: UNKNOWN.string, options: UNKNOWN.string });
  });

  it("adds unknowns inside what the program gives, where the provider will add something", () => {
    const expected = expectOutputs(SIDES, { name: "a", at: { host: "h" }, rows: [{ host: "i", note: "n" }] }, TYPES);
    assert.deepEqual(expected["at"], { host: "h", target: UNKNOWN.string });
    assert.deepEqual(expected["rows"], [{ host: "i", note: "n", target: UNKNOWN.string }]);
  });

  it("keeps what the provider added before", () => {
    const type = { object: "m.At" };
    assert.deepEqual(completed({ host: "h" }, type, TYPES, { host: "old", target: "t" }), { host: "h", target: "t" });
  });

  it("leaves a secret a secret", () => {
    assert.ok(isSecret(completed(makeSecret({ host: "h" }), { object: "m.At" }, TYPES)));
  });
});
