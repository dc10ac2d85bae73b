import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import type { Counts } from "./counts.ts";

/** What the run that starts mocha tells this reporter, as mocha's `--reporter-option name=value`. */
export interface ReporterOptions {
  /** The file that gets the counts as JSON at the end. */
  readonly output: string;
  /** When the run began, in milliseconds since 1970, for the elapsed time in each line. */
  readonly began: number;
}

/**
 * A mocha reporter for parallel runs: one line for each test file when it has ended, each failure in full where it
 * happens, and the counts for the program that started mocha.
 */
export default class CountingReporter {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    const { output, began } = readOptions(options.reporterOptions);
    const total = { passed: 0, failed: 0, skipped: 0 };
    let file = { path: "", ...total };

    const count = (kind: keyof Counts, test: Mocha.Runnable): void => {
      total[kind]++;
      file[kind]++;
      file.path = test.file ?? file.path;
    };
    runner.on("pass", (test) => count("passed", test));
    runner.on("pending", (test) => count("skipped", test));
    runner.on("fail", (test, error: unknown) => {
      count("failed", test);
      console.log(describeFailure(test, error));
    });
    // Each worker runs one file under a root suite of its own. A hook doesn't know its file, so a file that failed before its
    // first test stays without a name here; the failure above tells the hook's suite.
    runner.on("suite end", (suite) => {
      if (!suite.root || file.passed + file.failed + file.skipped === 0) return;
      const seconds = ((Date.now() - began) / 1000).toFixed(1).padStart(6);
      const name = file.path === "" ? "a file whose hook failed" : relative(process.cwd(), file.path);
      console.log(`${seconds} s  ${name}: ${file.failed > 0 ? "FAILED" : "ok"} (${inWords(file)})`);
      file = { path: "", passed: 0, failed: 0, skipped: 0 };
    });
    runner.on("end", () => writeFileSync(output, JSON.stringify(total)));
  }
}

/** @throws Error when an option is missing */
function readOptions(given: unknown): ReporterOptions {
  const { output, began } = (given ?? {}) as Record<string, unknown>;
  if (typeof output !== "string" || output === "" || !Number.isFinite(Number(began))) {
    throw new Error(
      `This reporter needs --reporter-option output=FILE and --reporter-option began=MILLISECONDS: run it through "npm test".`,
    );
  }
  return { output, began: Number(began) };
}

function describeFailure(test: Mocha.Runnable, error: unknown): string {
  const where = test.file === undefined ? "" : `${relative(process.cwd(), test.file)}: `;
  return `\n${where}${test.fullTitle()}\n${indent(describeError(error))}\n`;
}

/** Errors come from another process as plain data. */
function describeError(error: unknown): string {
  if (typeof error !== "object" || error === null) return String(error);
  const { message, stack } = error as { message?: unknown; stack?: unknown };
  const told = typeof message === "string" ? message : "";
  const traced = typeof stack === "string" ? stack : "";
  return traced.includes(told) ? traced || "no message" : `${told}\n${traced}`;
}

function inWords({ passed, failed, skipped }: Counts): string {
  const parts = [
    [passed, "passed"],
    [failed, "failed"],
    [skipped, "skipped"],
  ] as const;
  return parts
    .filter(([number]) => number > 0)
    .map(([number, word]) => `${number} ${word}`)
    .join(", ");
}

function indent(text: string): string {
  return text.replace(/^/gm, "    ");
}
