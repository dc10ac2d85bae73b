import assert from "node:assert/strict";
import { judgedItems } from "./judge.ts";
import { KINDS } from "./kinds.ts";
import { LOOKALIKES } from "./lookalikes.ts";
import { PLACES } from "./places.ts";
import { makeStates } from "./states.ts";

const OPTIONS = { seed: 1, names: "development", rounds: 1, lookalikeRounds: 1 } as const;

describe("the corpus", () => {
  it("is the same for the same seed, and another for another", () => {
    const few = { ...OPTIONS, lookalikeRounds: 0 };
    const [one, same, other] = [makeStates(few), makeStates(few), makeStates({ ...few, seed: 2 })];
    assert.deepEqual(one, same);
    assert.notEqual(one[0]?.text, other[0]?.text);
  });

  it("is as wide as it says", () => {
    assert.ok(KINDS.length >= 40 && PLACES.length >= 12 && LOOKALIKES.length >= 40);
    for (const kinds of [KINDS, LOOKALIKES]) assert.equal(new Set(kinds.map(({ kind }) => kind)).size, kinds.length);
  });

  it("knows the lines of what it put where", () => {
    for (const { text, items } of makeStates(OPTIONS).slice(0, 5)) {
      const lines = text.split("\n");
      for (const {
        props,
        lines: [first, last],
      } of items) {
        const own = lines.slice(first - 1, last).join("\n");
        const values = Object.values(props).filter((value) => typeof value === "string");
        for (const value of values) assert.ok(own.includes(JSON.stringify(value)));
        assert.ok(!own.includes('"urn": '));
      }
    }
  });

  it("has each kind found in each place, and no look-alike taken for one", () => {
    const judged = makeStates(OPTIONS).flatMap(({ items }) => judgedItems(items));
    const wrong = judged.filter(({ item, isFound, isReported }) => (item.isSecret ? !isFound : isReported));
    assert.deepEqual(
      wrong.map(({ item: { kind, place, isSecret } }) => `${isSecret ? "missed" : "false"}: ${kind} in ${place}`),
      [],
    );
  }).timeout(60_000);
});
