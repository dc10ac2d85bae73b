import assert from "node:assert/strict";
import { reportedIn } from "./judge.ts";
import { otherHandStates } from "./states.ts";
import type { Planted, PlantedState } from "./states.ts";

/** Not the seed that the benchmark has. */
const OPTIONS = { seed: 40, rounds: 1, benignRounds: 2 } as const;

const states = otherHandStates(OPTIONS);
const planted = states.flatMap((state) => state.planted);
const secrets = planted.filter(({ isSecret }) => isSecret);
const lookalikes = planted.filter(({ isSecret }) => !isSecret);

async function reported(given: readonly PlantedState[]): Promise<ReadonlySet<Planted>> {
  return new Set((await Promise.all(given.map(reportedIn))).flat());
}

function told(all: readonly Planted[]): string {
  return all.map(({ kind, writing, place }) => `${kind}, ${writing}, ${place}`).join("\n");
}

describe("the other hand's corpus", () => {
  it("is the same for the same seed, and another for another", () => {
    assert.deepEqual(otherHandStates(OPTIONS), states);
    assert.notEqual(otherHandStates({ ...OPTIONS, seed: 41 })[0]?.text, states[0]?.text);
  });

  it("is as wide as it says", () => {
    const kinds = (all: readonly Planted[]) => new Set(all.map(({ kind }) => kind)).size;
    assert.ok(kinds(secrets) >= 180, `${kinds(secrets)} kinds of secret`);
    assert.ok(kinds(lookalikes) >= 250, `${kinds(lookalikes)} kinds of look-alike`);
    assert.ok(new Set(planted.map(({ place }) => place)).size >= 70);
  });

  it("knows the lines of each resource", () => {
    for (const { text, planted: own } of states) {
      const lines = text.split("\n");
      for (const {
        urn,
        lines: [first, last],
      } of own) {
        const resource: unknown = JSON.parse(
          lines
            .slice(first - 1, last)
            .join("\n")
            .replace(/,$/, ""),
        );
        assert.ok(typeof resource === "object" && resource !== null && "urn" in resource);
        assert.equal(resource.urn, urn);
      }
    }
  });

  it("has at least 98 of 100 secrets found, and at most 5 of 1,000 look-alikes taken for one", async () => {
    const found = await reported(states);
    const missed = secrets.filter((one) => !found.has(one));
    const wrong = lookalikes.filter((one) => found.has(one));
    assert.ok(missed.length <= 0.02 * secrets.length, told(missed));
    assert.ok(wrong.length <= 0.005 * lookalikes.length, told(wrong));
  }).timeout(30_000);
});
