/** Runs many seeds on all cores. */
import { Worker } from "node:worker_threads";
import { add, DONE, nothing } from "./share.ts";
import type { Share, Tally } from "./share.ts";

export interface CrowdOptions {
  readonly from: number;
  readonly count: number;
  readonly threads: number;
  /** Told every two seconds how many seeds are done. */
  readonly progress: (done: number) => void;
}

const PROGRESS_SECONDS = 2;

/** A seed that takes longer than this runs in circles without asking its world for anything. */
const STUCK_SECONDS = 60;

export async function runCrowd({ from, count, threads, progress }: CrowdOptions): Promise<Tally> {
  const counters = new Int32Array(new SharedArrayBuffer(8));
  const at = new Int32Array(new SharedArrayBuffer(4 * threads));
  const sum = nothing();
  const members = Array.from({ length: threads }, (_, index) => {
    return runThread({ counters, at, from, count, index }, (tally) => add(sum, tally));
  });
  const timer = setInterval(() => {
    progress(Atomics.load(counters, DONE));
    for (const member of members) member.check(sum);
  }, PROGRESS_SECONDS * 1000);
  try {
    await Promise.all(members.map(({ done }) => done));
  } finally {
    clearInterval(timer);
  }
  sum.failures.sort((one, other) => one.seed - other.seed);
  return sum;
}

/** A thread, and a look at whether it still comes along. */
function runThread(share: Share, take: (tally: Tally) => void) {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: share });
  let last = -1;
  let idle = 0;
  let ended = false;
  worker.on("message", take);
  const done = new Promise<void>((resolve, reject) => {
    worker.on("error", reject);
    worker.on("exit", () => {
      ended = true;
      resolve();
    });
  });
  const check = (sum: Tally): void => {
    const seed = Atomics.load(share.at, share.index);
    idle = seed === last && !ended ? idle + PROGRESS_SECONDS : 0;
    last = seed;
    if (idle < STUCK_SECONDS) return;
    const words = `it has run for ${STUCK_SECONDS} s of real time`;
    sum.failures.push({ seed, violations: [{ rule: "ends", words, second: 0 }] });
    sum.outcomes.none += 1;
    void worker.terminate();
  };
  return { done, check };
}
