import assert from "node:assert/strict";
import type { Clock, Outcome } from "../../../../../components/aws/service/steady/awaitSteady.ts";
import { awaitSteady } from "../../../../../components/aws/service/steady/awaitSteady.ts";
import type { Snapshot } from "../../../../../components/aws/service/steady/judge.ts";
import { definition, STEADY, WANTED } from "./fixture.ts";

const STARTING: Snapshot = { ...STEADY, runningCount: 1, pendingCount: 1 };
const BACK: Snapshot = { ...STEADY, deployments: [{ id: "2", status: "PRIMARY", taskDefinition: definition(6) }] };

/** Shows one snapshot after the other, the last for ever; time passes only in sleep. */
async function watch(
  snapshots: readonly Snapshot[],
  minutes = 15,
): Promise<{ outcome: Outcome; looks: number; slept: number }> {
  let looks = 0;
  let time = 0;
  const clock: Clock = {
    now: () => time,
    sleep: async (milliseconds) => {
      time += milliseconds;
    },
  };
  const look = async () => snapshots[Math.min(looks++, snapshots.length - 1)] ?? STEADY;
  const outcome = await awaitSteady({ look, wanted: WANTED, minutes, clock });
  return { outcome, looks, slept: time };
}

describe("the wait for a service", () => {
  it("is over at the first look when it is steady", async () => {
    assert.deepEqual(await watch([STEADY]), { outcome: { kind: "steady" }, looks: 1, slept: 0 });
  });

  it("looks again while tasks start", async () => {
    const { outcome, looks } = await watch([STARTING, STARTING, STEADY]);
    assert.deepEqual([outcome.kind, looks], ["steady", 3]);
  });

  it("believes a failure at the second look in a row", async () => {
    const { outcome, looks } = await watch([STARTING, BACK, BACK]);
    assert.deepEqual([outcome.kind, looks], ["failed", 3]);
  });

  it("doesn't believe one look that is older than the deployment", async () => {
    const { outcome } = await watch([BACK, STARTING, BACK, STEADY]);
    assert.equal(outcome.kind, "steady");
  });

  it("gives up when the minutes are over, and not before", async () => {
    const { outcome, slept } = await watch([STARTING], 3);
    assert.equal(outcome.kind, "late");
    assert.equal(slept, 3 * 60_000);
  });

  it("hands on what goes wrong with a look", async () => {
    const clock: Clock = { now: () => 0, sleep: async () => {} };
    const look = async (): Promise<Snapshot> => {
      throw new Error("AccessDeniedException");
    };
    await assert.rejects(awaitSteady({ look, wanted: WANTED, minutes: 1, clock }), /AccessDenied/);
  });
});
