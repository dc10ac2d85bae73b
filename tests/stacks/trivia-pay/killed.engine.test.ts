import assert from "node:assert/strict";
import type { Stack } from "../../../rehearsal/session/stack.ts";
import { openRehearsal, quietly, worldCounts } from "../../support/rehearsal.ts";
import type { Rehearsal } from "../../support/rehearsal.ts";

/** Moments at which the engine is killed: as soon as it prints such a line. */
const MOMENTS = {
  "while the load balancer is made": /LoadBalancer:LoadBalancer .* creating/,
  "while the instance pool is made": /Core:InstancePool .* creating/,
};

describe("An up that is killed half-way", function () {
  this.timeout(240_000);
  let whole: Record<string, number>;

  before(async () => {
    const rehearsal = await openRehearsal("whole");
    try {
      await finish(await prepared(rehearsal));
      whole = await lasting(rehearsal);
    } finally {
      await rehearsal.close();
    }
  });

  for (const [moment, line] of Object.entries(MOMENTS)) {
    it(`is finished by the next one, with nothing made twice: killed ${moment}`, async () => {
      const rehearsal = await openRehearsal("killed");
      try {
        const stack = await prepared(rehearsal);
        const killer = new AbortController();
        const onLine = (text: string) => {
          if (line.test(text)) {
            killer.abort();
          }
        };
        const killed = await stack.run(["up", "--yes", "--skip-preview", "--color", "never"], { onLine, signal: killer.signal });
        assert.notEqual(killed.code, 0, "the engine was not killed in time");
        await stack.prepare();
        await finish(stack);
        const preview = await quietly(stack, ["preview", "--expect-no-changes"]);
        assert.equal(preview.code, 0, preview.output);
        assert.deepEqual(await lasting(rehearsal), whole);
      } finally {
        await rehearsal.close();
      }
    });
  }
});

async function prepared(rehearsal: Rehearsal): Promise<Stack> {
  const stack = rehearsal.session.stack("trivia-pay", "dev");
  await stack.prepare();
  return stack;
}

async function finish(stack: Stack): Promise<void> {
  const up = await quietly(stack, ["up", "--yes", "--skip-preview"]);
  assert.equal(up.code, 0, up.output);
}

/** What there is, without the records of how it came about. */
async function lasting({ session }: Rehearsal): Promise<Record<string, number>> {
  const counts = await worldCounts(session);
  return Object.fromEntries(Object.entries(counts).filter(([name]) => !name.endsWith("WorkRequests")));
}
