/** One thread of the simulation: takes the next seeds that nobody has taken, until none is left. */
import { parentPort, workerData } from "node:worker_threads";
import { rollOut } from "../../../../components/rollout/drive/index.ts";
import { runSeed } from "./run.ts";
import { CHUNK, DONE, NEXT, nothing } from "./share.ts";
import type { Share, Tally } from "./share.ts";

const { counters, at, from, count, index } = workerData as Share;

for (;;) {
  const first = Atomics.add(counters, NEXT, CHUNK);
  if (first >= count) break;
  const tally = nothing();
  for (let seed = from + first; seed < from + Math.min(first + CHUNK, count); seed++) {
    Atomics.store(at, index, seed);
    await take(tally, seed);
    Atomics.add(counters, DONE, 1);
  }
  parentPort?.postMessage(tally);
}

async function take(tally: Tally, seed: number): Promise<void> {
  const { violations, outcome = "none", calls, processes, seconds } = await runSeed(seed, rollOut);
  tally.outcomes[outcome] += 1;
  tally.calls += calls;
  tally.kills += processes - 1;
  tally.seconds += seconds;
  if (violations.length > 0) tally.failures.push({ seed, violations });
}
