import assert from "node:assert/strict";
import { check } from "recheck";
import { BOUNDED_BY, expressions, isBounded } from "./expressions.ts";

describe("regular expressions", () => {
  it("that a value meets repeat nothing without bound, or are proven linear", async () => {
    const unproven: string[] = [];
    for (const { source, flags, where } of expressions()) {
      if (isBounded(source) || source in BOUNDED_BY) continue;
      const { status, checker } = await check(source, flags, { checker: "automaton", timeout: 20_000 });
      if (status !== "safe") unproven.push(`${where}: ${status} ${checker} /${source}/${flags}`);
    }
    assert.deepEqual(unproven, []);
  }).timeout(60_000);

  it("that are excused are there", () => {
    const sources = expressions().map(({ source }) => source);
    for (const source of Object.keys(BOUNDED_BY)) assert.ok(sources.includes(source), source);
  });

  it("that repeat without bound are told from those that don't", () => {
    for (const source of ["a{1,9}", "[*+]x", "\\+\\*", "(?<!a)b?"]) assert.ok(isBounded(source), source);
    for (const source of ["a*", "[a]+", "(?:ab){2,}", "\\w+?"]) assert.ok(!isBounded(source), source);
  });
});
