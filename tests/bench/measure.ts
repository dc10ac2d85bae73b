import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { Stack } from "../../rehearsal/session/stack.ts";

export interface Sample {
  /** Wall time of the command, from its start to its end. */
  readonly seconds: number;
  /** Peak resident memory of the process that ran the program, in MB (10^6 bytes). */
  readonly megabytes: number;
  /** How many resources were created; of a preview, how many would be. */
  readonly resources: number;
}

/** A program that can be measured again and again. */
export interface Measurable {
  readonly project: string;
  /** A folder of its own for what a run leaves behind. */
  readonly scratch: string;
  /** The rehearsal's environment, and what this program wants besides. */
  readonly environment: Readonly<Record<string, string>>;
}

const PRELOAD = fileURLToPath(new URL("peak-memory.cjs", import.meta.url));

/** Makes the program's stack `dev`. */
export async function prepare(program: Measurable): Promise<void> {
  await stackOf(program).prepare();
}

/** What is measured. An `up` goes ahead without a preview of its own. */
export type Operation = "preview" | "up";

const COMMANDS: Readonly<Record<Operation, readonly string[]>> = {
  preview: ["preview"],
  up: ["up", "--yes", "--skip-preview"],
};

/**
 * Runs the operation once.
 *
 * @param more arguments for the engine
 * @throws Error with what the engine printed when it failed
 */
export async function measure(
  program: Measurable,
  operation: Operation = "preview",
  more: readonly string[] = [],
): Promise<Sample> {
  const peak = peakFile(program);
  await rm(peak, { force: true });
  const stack = stackOf(program);
  const started = performance.now();
  const { code, output } = await stack.run([...COMMANDS[operation], ...more], { onLine: () => {} });
  const seconds = (performance.now() - started) / 1000;
  if (code !== 0) {
    throw new Error(`The ${operation} of ${program.project} failed:\n${output}`);
  }
  const kibibytes = Number(await readFile(peak, "utf8"));
  return { seconds, megabytes: (kibibytes * 1024) / 1e6, resources: created(output) };
}

/** The program's stack `dev`. */
export function stackOf({ project, scratch, environment }: Measurable): Stack {
  return new Stack({
    project,
    stack: "dev",
    config: join(scratch, "config"),
    environment: {
      ...environment,
      TIDEGATE_BENCH_PEAK: join(scratch, "peak"),
      // In quotes, so that the path may hold spaces.
      NODE_OPTIONS: `--require ${JSON.stringify(PRELOAD)}`,
    },
  });
}

function peakFile({ scratch }: Measurable): string {
  return join(scratch, "peak");
}

function created(output: string): number {
  const match = /^ +\+ (\d+) (to create|created)/m.exec(output);
  if (match === null) {
    throw new Error(`The engine doesn't say how much it creates:\n${output}`);
  }
  return Number(match[1]);
}
