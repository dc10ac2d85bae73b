import assert from "node:assert/strict";

import { chosenSubjects, formatFigures, isMet, median } from "./benchmark.ts";
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

  it("stand in a table for each title", () => {
    const figure = { name: "time", value: 1, unit: "s" };
    const text = formatFigures([
      { ...figure, table: "here" },
      { ...figure, table: "there" },
    ]);
    assert.equal(text, "here\ntime   1.00 s   no goal\n\nthere\ntime   1.00 s   no goal");
  });

  it("come from benchmarks that have names of their own", () => {
    const names = BENCHMARKS.map(({ name }) => name);
    assert.deepEqual(names, [...new Set(names)]);
  });
});

describe("what a benchmark is narrowed to", () => {
  const benchmark = { name: "preview", subjects: ["a", "b", "c"] };

  it("is everything where nothing is asked for", () => {
    assert.deepEqual(chosenSubjects(benchmark, []), ["a", "b", "c"]);
    assert.deepEqual(chosenSubjects({ name: "rollout" }, []), []);
  });

  it("is what is asked for, in the benchmark's own order", () => {
    assert.deepEqual(chosenSubjects(benchmark, ["c", "a"]), ["a", "c"]);
  });

  it("is nothing that the benchmark hasn't got", () => {
    assert.match(String(chosenSubjects(benchmark, ["d"])), /no "d"\. There are: a, b, c/);
    assert.match(String(chosenSubjects({ name: "rollout" }, ["a"])), /no "a"\. It can't be narrowed/);
  });
});
