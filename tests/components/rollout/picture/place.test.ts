import assert from "node:assert/strict";
import { inRows, spread } from "../../../../components/rollout/picture/place.ts";
import { cutTo, widthOf, wrapped } from "../../../../components/rollout/picture/text.ts";

const labels = (...places: readonly (readonly [x: number, width: number])[]) =>
  places.map(([x, width]) => ({ item: x, x, width }));

describe("labels above a panel", () => {
  it("share a row where there is room", () => {
    assert.deepEqual(
      inRows(labels([0, 40], [50, 40], [300, 40]), 6).map(({ row }) => row),
      [0, 0, 0],
    );
  });

  it("go above what they would cover, in the order of their lines", () => {
    const placed = inRows(labels([300, 100], [0, 100], [50, 100]), 6);
    assert.deepEqual(
      placed.map(({ x, row }) => `${x}:${row}`),
      ["0:1", "50:0", "300:0"],
    );
  });

  it("never cover another label or another's line", () => {
    for (let seed = 1; seed <= 200; seed++) {
      const many = Array.from({ length: 12 }, (_, i) => [(seed * 37 * (i + 1)) % 850, 40 + ((seed * i) % 90)] as const);
      const placed = inRows(labels(...many), 6);
      for (const a of placed) {
        for (const b of placed.filter((other) => other !== a && other.x >= a.x && other.x <= a.x + a.width)) {
          assert.notEqual(a.row, b.row, `labels at ${a.x} and ${b.x}, seed ${seed}`);
          if (b.x > a.x) assert.ok(b.row < a.row, `the line at ${b.x} crosses the label at ${a.x}, seed ${seed}`);
        }
      }
    }
  });
});

describe("names beside lines", () => {
  it("stay where they are while they have room", () => {
    assert.deepEqual(spread([10, 60, 40], 14, 0, 100), [10, 60, 40]);
  });

  it("move apart, and neither above the top nor below the bottom", () => {
    assert.deepEqual(spread([50, 50, 50], 14, 0, 100), [50, 64, 78]);
    assert.deepEqual(spread([100, 100, 0], 14, 0, 100), [86, 100, 0]);
    assert.deepEqual(spread([-5, -5], 14, 0, 100), [0, 14]);
  });
});

describe("text in a picture", () => {
  it("is cut where it would not fit", () => {
    assert.equal(cutTo("pointed", 500, 11), "pointed");
    const cut = cutTo("pointed at a configuration", 60, 11);
    assert.match(cut, /^pointed.*…$/);
    assert.ok(widthOf(cut, 11) <= 60);
  });

  it("is wrapped at spaces, into no more lines than allowed", () => {
    const lines = wrapped("a cause with many words ".repeat(20).trim(), 200, 12, 3);
    assert.equal(lines.length, 3);
    for (const line of lines) assert.ok(widthOf(line, 12) <= 200, line);
    assert.match(lines[2]!, /…$/);
    assert.deepEqual(wrapped("short", 200, 12, 3), ["short"]);
  });
});
