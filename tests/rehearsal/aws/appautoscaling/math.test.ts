import assert from "node:assert/strict";
import { evaluate } from "../../../../rehearsal/aws/metrics/math.ts";

const METRICS: Readonly<Record<string, number>> = { visible: 35, inflight: 5, two: 2, none0: 0 };
const value = (expression: string): number | undefined => evaluate(expression, (id) => METRICS[id]);

describe("metric math", () => {
  const RIGHT: readonly [string, number | undefined][] = [
    ["visible", 35],
    ["visible + inflight * two", 45],
    ["(visible + inflight) / FILL(running, 1)", 40],
    ["(visible + inflight) / running", undefined],
    ["IF(visible > 0 AND inflight < 1, 1, 0)", 0],
    ["IF(visible > 0 OR inflight < 1, 1, 0)", 1],
    ["MAX(visible, inflight) - MIN(visible, inflight)", 30],
    ["CEIL(inflight / two)", 3],
    ["-two + 10 - 3", 5],
    ["8 / two / two", 2],
    ["IF(running > 1, 1, 0)", undefined],
  ];
  for (const [expression, expected] of RIGHT) {
    it(`${expression} is ${expected ?? "no data"}`, () => assert.equal(value(expression), expected));
  }

  for (const expression of ["visible +", "(visible", "ANOMALY(visible)", "visible ; two", "visible two"]) {
    it(`${expression} can't be read`, () => assert.throws(() => value(expression), SyntaxError));
  }
});
