import assert from "node:assert/strict";
import type { Stack } from "../../../rehearsal/session/stack.ts";
import { openRehearsal, quietly, worldCounts } from "../../support/rehearsal.ts";
import type { Rehearsal } from "../../support/rehearsal.ts";

/** The engine is told to end as soon as it prints such a line. */
const MOMENTS = {
  "the load balancer is made": /LoadBalancer:LoadBalancer .* creating/,
  "the instance pool is made": /Core:InstancePool .* creating/,
};

describe("An up that is ended half-way", function () {
  this.timeout(240_000);
  let whole: Record<string, number>;

  before(async () => {
    await withRehearsal("whole", async (rehearsal) => {
      await finish(await prepared(rehearsal));
      whole = await lasting(rehearsal);
    });
  });

  for (const [moment, line] of Object.entries(MOMENTS)) {
    for (const killSignal of ["SIGINT", "SIGKILL"] as const) {
      it(`is finished by the next one, with nothing made twice: ${killSignal} while ${moment}`, async () => {
        await withRehearsal("ended", async (rehearsal) => {
          await endAndFinish(rehearsal, line, killSignal);
          assert.deepEqual(await lasting(rehearsal), whole);
        });
      });
    }
  }
});

async function endAndFinish(rehearsal: Rehearsal, line: RegExp, killSignal: "SIGINT" | "SIGKILL"): Promise<void> {
  const stack = await prepared(rehearsal);
  const killer = new AbortController();
  const onLine = (text: string) => {
    if (line.test(text)) {
      killer.abort();
    }
  };
  const args = ["up", "--yes", "--skip-preview", "--color", "never"];
  const ended = await stack.run(args, { onLine, signal: killer.signal, killSignal });
  assert.notEqual(ended.code, 0, "the engine was not ended in time");
  await stack.prepare();
  await finish(stack);
  const preview = await quietly(stack, ["preview", "--expect-no-changes"]);
  assert.equal(preview.code, 0, preview.output);
}

async function withRehearsal(label: string, use: (rehearsal: Rehearsal) => Promise<void>): Promise<void> {
  const rehearsal = await openRehearsal(label);
  try {
    await use(rehearsal);
  } finally {
    await rehearsal.close();
  }
}

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
  return Object.fromEntries(Object.entries(counts).filter(([name]) => !name.includes("WorkRequest")));
}
