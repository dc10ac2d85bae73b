import { execFile } from "node:child_process";
import type { Counts } from "./counts.ts";

/** One named piece of a run. It resolves to what it counted, and throws when it failed. */
export interface Step {
  readonly name: string;
  readonly run: (progress: (line: string) => void) => Promise<Counts>;
}

export interface StepsOptions {
  /** How many steps are at work at the same time. */
  readonly atOnce: number;
  /** Gets each line of progress. */
  readonly print: (line: string) => void;
  /** Milliseconds since the run began. */
  readonly elapsed: () => number;
}

export const NOTHING: Counts = { passed: 0, failed: 0, skipped: 0 };
export const ONE_PASSED: Counts = { passed: 1, failed: 0, skipped: 0 };
export const ONE_FAILED: Counts = { passed: 0, failed: 1, skipped: 0 };

/** Runs all steps, in their order as places get free. A step that throws is printed and counts as one failed test. */
export async function runSteps(steps: readonly Step[], options: StepsOptions): Promise<Counts[]> {
  const waiting = [...steps];
  const counts: Counts[] = [];
  const work = async (): Promise<void> => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift())
      counts.push(await runStep(step, options));
  };
  await Promise.all(Array.from({ length: Math.max(1, options.atOnce) }, work));
  return counts;
}

/** A step that runs a Node program to its end, silent when it exits with 0, and else failed with all that it printed. */
export function nodeStep(name: string, args: readonly string[], cwd: string): Step {
  return {
    name,
    run: () =>
      new Promise((resolve, reject) => {
        execFile(process.execPath, args, { cwd, maxBuffer: 256 * 1024 * 1024 }, (error, stdout, stderr) => {
          if (error === null) resolve(ONE_PASSED);
          else reject(new Error(`${stdout}${stderr}`.trim() || error.message));
        });
      }),
  };
}

async function runStep(step: Step, { print, elapsed }: StepsOptions): Promise<Counts> {
  const say = (text: string): void => print(`${seconds(elapsed())}  ${step.name}: ${text}`);
  const began = elapsed();
  say("started");
  try {
    const counts = await step.run(say);
    say(`${counts.failed > 0 ? "failed" : "done"} in ${seconds(elapsed() - began).trim()}`);
    return counts;
  } catch (error) {
    say(`FAILED in ${seconds(elapsed() - began).trim()}\n${error instanceof Error ? error.message : String(error)}\n`);
    return ONE_FAILED;
  }
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1).padStart(6)} s`;
}
