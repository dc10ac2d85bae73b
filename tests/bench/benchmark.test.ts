import assert from "node:assert/strict";

import { formatFigures, isMet, median } from "./benchmark.ts";
import { BENCHMARKS } from "./registry.ts";

describe("a benchmark's figures", () => {
  it("are medians", () => {
    assert.equal(median([10, 1, 2]), 2);
    assert.equal(median([4, 1, 10, 2]), 3);
    assert.equal(median([7]), 7);
    assert.throws(() => median([]), /no median/);
  });

  it("are met at or under their goal", () => {
    const figure = { name: "time/cold", value: 0.25, unit: "" };
    assert.equal(isMet({ ...figure, goal: 0.25 }), true);
    assert.equal(isMet({ ...figure, goal: 0.24 }), false);
    assert.equal(isMet(figure), true);
  });

  it("are printed one a line, with name, value, goal and verdict", () => {
    const lines = formatFigures([
      { name: "time, here", value: 1.234, unit: "s" },
      { name: "time/cold", value: 0.2, unit: "", goal: 0.25 },
      { name: "memory/cold", value: 0.3, unit: "", goal: 0.2 },
      { name: "memory, here", value: 140.4, unit: "MB" },
    ]).split("\n");
    assert.deepEqual(
      lines.map((line) => line.split(/ {2,}/)),
      [
        ["time, here", "1.23 s", "no goal"],
        ["time/cold", "0.20", "goal <= 0.25", "met"],
        ["memory/cold", "0.30", "goal <= 0.20", "NOT MET"],
        ["memory, here", "140 MB", "no goal"],
      ],
    );
  });

  it("come from benchmarks that have names of their own", () => {
    const names = BENCHMARKS.map(({ name }) => name);
    assert.deepEqual(names, [...new Set(names)]);
  });
});
