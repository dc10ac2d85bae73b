import assert from "node:assert/strict";
import { fuzz } from "./fuzz.ts";

describe("random bags", () => {
  it("are judged without a crash, a hang, or a value in a finding", () => {
    assert.deepEqual(fuzz(2_000, 7).wrong, []);
  }).timeout(60_000);
});
