import { parseArgs } from "node:util";

export interface Options {
  /** Only checks whose name, and test files whose path, contains this. Default: all. */
  readonly only?: string;
  /** Only tests whose full title contains this; no checks. Default: all. */
  readonly grep?: string;
  /** Whether `coverage/` gets a report for people, of a partial run too. */
  readonly coverageReport: boolean;
  /** Print the help and run nothing. */
  readonly help: boolean;
}

export const HELP = `npm test [-- options]

Checks types, lint and format, prepares the tools that tests use, and runs every tests/**/*.test.ts.

  --only <pattern>   only the checks (type-check, lint, format) whose name, and the test files whose path, contains it
  --grep <text>      only tests whose full title contains it
  --coverage-report  write what the tests ran of each file to coverage/index.html and coverage/lcov.info
  --help             this

A run of everything also measures how much of each room's lines the tests ran, and fails where it is less than
tests/support/coverage/thresholds.ts asks for.

The last line is "N passed, N failed", and ", N skipped" where some were. Each check counts as one test.
The exit code is 1 when anything failed, or nothing ran.`;

/** Reads the command line. @throws Error that names the option it doesn't know or that lacks a value */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string" },
      grep: { type: "string" },
      "coverage-report": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const { "coverage-report": coverageReport, ...others } = values;
  return { ...others, coverageReport };
}

/** Whether nothing is left out: only then does what the tests ran say something. */
export function isWhole({ only, grep }: Options): boolean {
  return only === undefined && grep === undefined;
}

/** Whether a check runs under these options. */
export function wantsCheck(name: string, { only, grep }: Options): boolean {
  return grep === undefined && (only === undefined || name.includes(only));
}

/**
 * The test files that run under these options, those that take longest first (the engine's), so that no worker is left
 * alone with a long one at the end.
 */
export function chooseFiles(files: readonly string[], { only }: Options): string[] {
  const chosen = files.filter((file) => only === undefined || file.includes(only)).sort();
  return [...chosen.filter(needsEngine), ...chosen.filter((file) => !needsEngine(file))];
}

/** Whether a test file runs the real engine. */
export function needsEngine(file: string): boolean {
  return file.endsWith(".engine.test.ts");
}
