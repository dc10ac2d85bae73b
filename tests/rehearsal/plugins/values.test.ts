import assert from "node:assert/strict";
import { hasUnknown, makeSecret, markAll, reveal, UNKNOWN } from "../../../rehearsal/plugins/protocol/values.ts";

describe("secret marks on property values", () => {
  it("come off at every depth", () => {
    const value = { a: [makeSecret({ b: makeSecret("x") })], c: 1 };
    assert.deepEqual(reveal(value), { a: [{ b: "x" }], c: 1 });
  });

  it("go from an input to the output of the same place, and to nothing else", () => {
    const inputs = { content: { text: makeSecret("x"), kind: "BASE64" }, name: "n" };
    const outputs = { content: { text: "x", kind: "BASE64", stage: "CURRENT" }, name: "n", id: "i" };
    const marked = markAll(outputs, inputs);
    assert.deepEqual(marked, { ...outputs, content: { ...outputs.content, text: makeSecret("x") } });
  });

  it("cover the whole list where the elements don't match one by one", () => {
    const marked = markAll({ list: ["a", "b"] }, { list: [makeSecret("a")] });
    assert.deepEqual(marked, { list: makeSecret(["a", "b"]) });
  });

  it("hide no unknown", () => assert.equal(hasUnknown({ a: [makeSecret(UNKNOWN.string)] }), true));
});
