import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeLargeState } from "../../cli/audit/states.ts";
import { withTemporaryFolder } from "../../support/temp.ts";
import { median } from "../benchmark.ts";
import type { Benchmark, BenchmarkOptions, Figure } from "../benchmark.ts";

/** In MB. */
const SIZES = { small: 5, large: 500 } as const;

/** A state a hundred times as large may take this much more memory. */
const GOAL = 1.3;

/** `tidegate audit` of a state of 500 MB against one of 5 MB: peak memory of the whole process, and time. */
export const audit: Benchmark = {
  name: "audit",
  summary: "tidegate audit of a state of 500 MB, against one of 5 MB",
  runs: 1,
  run: (options) => withTemporaryFolder("bench", (folder) => compare(folder, options)),
};

interface Sample {
  readonly seconds: number;
  /** Peak resident memory, in MB (10^6 bytes). */
  readonly megabytes: number;
}

async function compare(folder: string, { runs, progress }: BenchmarkOptions): Promise<readonly Figure[]> {
  const files = { small: join(folder, "small.json"), large: join(folder, "large.json") };
  for (const size of ["small", "large"] as const) await writeLargeState(files[size], SIZES[size] * 1e6);
  const samples: Record<keyof typeof SIZES, Sample[]> = { small: [], large: [] };
  for (let run = 1; run <= runs; run += 1) {
    for (const size of ["small", "large"] as const) {
      const sample = await measured(files[size], join(folder, "peak"));
      samples[size].push(sample);
      progress(`${SIZES[size]} MB: ${sample.seconds.toFixed(1)} s, ${sample.megabytes.toFixed(0)} MB`);
    }
  }
  const memory = { small: median(samples.small.map(megabytes)), large: median(samples.large.map(megabytes)) };
  const time = median(samples.large.map(({ seconds }) => seconds));
  return [
    { name: "peak memory, 500 MB against 5 MB", value: memory.large / memory.small, unit: "", goal: GOAL },
    { name: "peak memory, 5 MB", value: memory.small, unit: "MB" },
    { name: "peak memory, 500 MB", value: memory.large, unit: "MB" },
    { name: "time, 500 MB", value: time, unit: "s" },
  ];
}

const megabytes = (sample: Sample): number => sample.megabytes;

const MAIN = join(import.meta.dirname, "..", "..", "..", "cli", "main.ts");
const PRELOAD = join(import.meta.dirname, "peak-memory.cjs");

/** @throws Error where the audit didn't find what is in the state */
async function measured(file: string, peak: string): Promise<Sample> {
  const args = ["--require", PRELOAD, MAIN, "audit", "--format", "json", file];
  const env = { ...process.env, TIDEGATE_BENCH_PEAK: peak };
  const started = performance.now();
  // What it prints isn't kept: a large state has many findings.
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "ignore", "inherit"] });
  const [code] = (await once(child, "exit")) as unknown[];
  if (code !== 1) throw new Error(`The audit of ${file} ended with ${String(code)}, not with findings.`);
  const seconds = (performance.now() - started) / 1000;
  return { seconds, megabytes: (Number(await readFile(peak, "utf8")) * 1024) / 1e6 };
}
