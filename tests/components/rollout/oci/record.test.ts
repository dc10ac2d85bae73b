import assert from "node:assert/strict";
import { RECORD_TAGS, recordOf, withRecord } from "../../../../components/rollout/oci/record.ts";
import type { RolloutRecord } from "../../../../components/rollout/plan/observation.ts";
import { PortError } from "../../../../components/rollout/drive/ports.ts";

const RECORD: RolloutRecord = {
  phase: "back",
  target: "ocid1.instanceconfiguration.oc1..new",
  lastGood: "ocid1.instanceconfiguration.oc1..good",
  previous: "ocid1.instanceconfiguration.oc1..older",
  desired: 4,
  startedAt: Date.UTC(2026, 0, 5, 9, 0, 0, 123),
  cause: "inst-2 never became healthy",
};
const TAGS = {
  "tidegate-rollout": "back, 4 instances, since 2026-01-05T09:00:00.123Z",
  "tidegate-target": "ocid1.instanceconfiguration.oc1..new",
  "tidegate-last-good": "ocid1.instanceconfiguration.oc1..good",
  "tidegate-previous": "ocid1.instanceconfiguration.oc1..older",
  "tidegate-cause": "inst-2 never became healthy",
};

describe("a rollout's record in tags", () => {
  it("can be read by people", () => {
    assert.deepEqual(withRecord({}, RECORD), TAGS);
    assert.deepEqual(recordOf(TAGS), RECORD);
  });

  it("comes back as it went, whatever it holds", () => {
    for (let seed = 1; seed <= 2000; seed += 1) {
      const record = anyRecord(generator(seed));
      const tags = withRecord({ team: "payments" }, record);
      assert.deepEqual(recordOf(tags), record, `seed ${seed}`);
      assert.equal(tags["team"], "payments");
    }
  });

  it("leaves out what is empty, and what an earlier record held", () => {
    const { cause: _cause, ...rest } = RECORD;
    const first: RolloutRecord = { ...rest, lastGood: "", previous: "" };
    const tags = withRecord({ ...TAGS, team: "payments" }, first);
    assert.deepEqual(Object.keys(tags).sort(), ["team", "tidegate-rollout", "tidegate-target"]);
    assert.deepEqual(recordOf(tags), first);
  });

  it("keeps to OCI's limits: few tags, short values on one line, no dot or space in a key", () => {
    const cause = `${"x".repeat(252)}${"\u{1F6A8}".repeat(300)}\n`;
    const tags = withRecord({}, { ...RECORD, cause });
    assert.equal(RECORD_TAGS.length, 5);
    assert.ok(RECORD_TAGS.every((key) => /^[a-z-]+$/.test(key)));
    assert.ok(Object.values(tags).every((value) => value.length <= 256));
    assert.equal(tags["tidegate-cause"], `${"x".repeat(252)}...`);
    assert.equal(withRecord({}, { ...RECORD, cause: "two\n  lines" })["tidegate-cause"], "two lines");
    assert.equal(withRecord({}, { ...RECORD, cause: "x".repeat(256) })["tidegate-cause"], "x".repeat(256));
  });

  it("is none where none of its tags is there", () => {
    assert.equal(recordOf({ team: "payments", "tidegate-shelf": "api" }), undefined);
  });

  for (const [what, tags, said] of [
    ["without its state", without("tidegate-rollout"), /tag tidegate-rollout is missing/],
    ["without its target", without("tidegate-target"), /tag tidegate-target is missing/],
    [
      "with an unknown phase",
      { ...TAGS, "tidegate-rollout": TAGS["tidegate-rollout"].replace("back", "up") },
      /reads 'up, 4/,
    ],
    ["with a time that is none", { ...TAGS, "tidegate-rollout": "back, 4 instances, since noon" }, /since noon'/],
    [
      "with a size that is none",
      { ...TAGS, "tidegate-rollout": "back, -4 instances, since 2026-01-05" },
      /reads 'back, -4/,
    ],
    [
      "of which one tag is left",
      { "tidegate-previous": "x" },
      /tidegate-rollout is missing.*tidegate-target is missing/,
    ],
  ] as const) {
    it(`${what} is refused, with the tag and what to do`, () => {
      assert.throws(
        () => recordOf(tags),
        (error) => {
          assert.ok(error instanceof PortError);
          assert.equal(error.kind, "refused");
          assert.match(error.message, said);
          assert.match(error.message, /Put the tags right, or remove all of tidegate-rollout, /);
          return true;
        },
      );
    });
  }
});

function without(key: keyof typeof TAGS): Record<string, string> {
  return Object.fromEntries(Object.entries(TAGS).filter(([name]) => name !== key));
}

/** Numbers from 0 up to 1, the same for the same seed. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function anyRecord(random: () => number): RolloutRecord {
  const below = (limit: number) => Math.floor(random() * limit);
  const text = (longest: number) =>
    Array.from({ length: below(longest) }, () => String.fromCodePoint(33 + below(500)))
      .join("")
      .replace(/\s/g, "_");
  const cause = text(257);
  return {
    phase: (["forward", "back", "done"] as const)[below(3)] ?? "done",
    target: `ocid1.${text(200)}`,
    lastGood: text(200),
    previous: text(200),
    desired: below(1000),
    startedAt: Date.UTC(2020) + below(2 ** 31) * 100 + below(1000),
    ...(cause !== "" && { cause }),
  };
}
