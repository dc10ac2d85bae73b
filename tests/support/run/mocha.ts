import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { withTemporaryFolder } from "../temp.ts";
import type { Counts } from "./counts.ts";

export interface MochaRun {
  /** The project's root folder. */
  readonly root: string;
  /** Test files relative to root, in the order in which workers take them. */
  readonly files: readonly string[];
  /** How many files run at the same time. */
  readonly jobs: number;
  /** Only tests whose full title contains this. Default: all. */
  readonly grep?: string | undefined;
  /** When the run began, in milliseconds since 1970. */
  readonly began: number;
  /** The folder that gets V8's counts of what ran, a file a process. Default: nothing is counted. */
  readonly coverage?: string | undefined;
}

/**
 * Runs mocha on files in parallel, its lines going straight to this process's output, and returns what it counted.
 *
 * @throws Error when mocha ended without counting, or with a failure that it didn't count (a file that can't be loaded)
 */
export async function runMocha({ root, files, jobs, grep, began, coverage }: MochaRun): Promise<Counts> {
  return withTemporaryFolder("test-run", async (folder) => {
    const output = join(folder, "counts.json");
    const args = [
      join(root, "node_modules/mocha/bin/mocha.js"),
      ...["--parallel", "--jobs", String(jobs)],
      ...["--reporter", join(import.meta.dirname, "reporter.ts")],
      ...["--reporter-option", `output=${output}`, "--reporter-option", `began=${began}`],
      ...(grep === undefined ? [] : ["--fgrep", grep]),
      ...(coverage === undefined ? [] : ["--require", join(import.meta.dirname, "..", "coverage", "collect.ts")]),
      ...files,
    ];
    const env = { ...process.env, ...(coverage !== undefined && { TIDEGATE_COVERAGE: coverage }) };
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ["ignore", "inherit", "inherit"] });
    const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
    if (!existsSync(output)) {
      throw new Error(
        `mocha ended (${signal ?? `exit code ${String(code)}`}) before it had run the tests; it says why above.`,
      );
    }
    const counts = readCounts(await readFile(output, "utf8"));
    if (code !== 0 && counts.failed === 0) return { ...counts, failed: 1 };
    return counts;
  });
}

function readCounts(text: string): Counts {
  const { passed, failed, skipped } = JSON.parse(text) as Record<string, unknown>;
  if (typeof passed !== "number" || typeof failed !== "number" || typeof skipped !== "number") {
    throw new Error(`The reporter wrote no counts but ${text}`);
  }
  return { passed, failed, skipped };
}
