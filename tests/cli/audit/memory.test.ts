import assert from "node:assert/strict";
import { Memory } from "../../../cli/audit/memory.ts";

describe("An audit's memory", () => {
  it("is tidied each time that enough was read, however it came", () => {
    for (const size of [1 << 10, 5_000_000, 1 << 26]) {
      let collected = 0;
      const memory = new Memory(() => (collected += 1));
      let read = 0;
      for (; read < 1 << 28; read += size) memory.read(size);
      const expected = size > 1 << 24 ? read / size : Math.floor(read / (Math.ceil((1 << 24) / size) * size));
      assert.equal(collected, expected);
    }
  });

  it("is left alone by what is small", () => {
    new Memory(() => assert.fail("it collected")).read(5_000_000);
  });
});
