import { globSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { ensureActionlint } from "./support/actionlint.ts";
import { ensureAwsCli } from "./support/aws-cli.ts";
import { ensureOciCli } from "./support/oci-cli.ts";
import { judge } from "./support/coverage/judge.ts";
import { linesOf } from "./support/coverage/report.ts";
import { THRESHOLDS } from "./support/coverage/thresholds.ts";
import { exitCode, lastLine, sum } from "./support/run/counts.ts";
import { runMocha } from "./support/run/mocha.ts";
import { chooseFiles, HELP, isWhole, needsEngine, parseOptions, wantsCheck } from "./support/run/options.ts";
import type { Options } from "./support/run/options.ts";
import { nodeStep, NOTHING, ONE_PASSED, runSteps } from "./support/run/steps.ts";
import type { Step } from "./support/run/steps.ts";
import { withTemporaryFolder } from "./support/temp.ts";
import { ensureZizmor } from "./support/zizmor.ts";

const ROOT = join(import.meta.dirname, "..");

const options = optionsOrHelp();
if (options !== undefined) process.exitCode = await main(options);

/** The whole of `npm test`: checks and tools side by side, then the tests. Returns the exit code. */
async function main(options: Options): Promise<number> {
  const began = Date.now();
  const atOnce = availableParallelism();
  const print = (line: string): void => console.log(line);
  const elapsed = (): number => Date.now() - began;

  // A file that runs an engine waits a fifth of its time: for the clock of its world, for processes that start.
  const filesAtOnce = atOnce + 1;
  const files = chooseFiles(globSync("tests/**/*.test.ts", { cwd: ROOT }), options);
  const first = [...(files.some(needsEngine) ? tools() : []), ...checks(options)];
  const before = await runSteps(first, { atOnce, print, elapsed });
  const measures = isWhole(options) || options.coverageReport;
  const tests = await withTemporaryFolder("coverage", (folder) => {
    const mocha: Step = {
      name: `${files.length} test files, ${filesAtOnce} at a time`,
      run: () =>
        runMocha({
          root: ROOT,
          files,
          jobs: filesAtOnce,
          grep: options.grep,
          began,
          ...(measures && { coverage: join(folder, "counts") }),
        }),
    };
    const steps = [mocha, ...(measures ? [coverage(folder, options)] : [])];
    return files.length > 0 ? runSteps(steps, { atOnce: 1, print, elapsed }) : [];
  });

  const counts = sum([...before, ...tests]);
  console.log(`\n${lastLine(counts)}`);
  return exitCode(counts);
}

/** The command line's options, or nothing when there is only help to give. */
function optionsOrHelp(): Options | undefined {
  try {
    const given = parseOptions(process.argv.slice(2));
    if (!given.help) return given;
    console.log(HELP);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
    process.exitCode = 1;
  }
  return undefined;
}

/** What the tests ran of each room. A partial run shows it and judges nothing. */
function coverage(temporary: string, options: Options): Step {
  return {
    name: "coverage",
    run: async (progress) => {
      const { coverageReport } = options;
      const folder = coverageReport ? join(ROOT, "coverage") : join(temporary, "report");
      const [counts, rooms] = [join(temporary, "counts"), Object.keys(THRESHOLDS)];
      const files = await linesOf({ root: ROOT, rooms, counts, folder, isForPeople: coverageReport });
      const { told, fallen } = judge(files, THRESHOLDS);
      told.forEach(progress);
      if (coverageReport) progress(`the report is at ${join(folder, "index.html")}`);
      if (!isWhole(options)) return NOTHING;
      if (fallen.length > 0) throw new Error(fallen.join("\n"));
      return ONE_PASSED;
    },
  };
}

function checks(options: Options): Step[] {
  const all = [
    nodeStep("lint", ["node_modules/eslint/bin/eslint.js", "--max-warnings=0", "."], ROOT),
    nodeStep("type-check", ["node_modules/typescript/bin/tsc", "--noEmit"], ROOT),
    nodeStep(
      "format",
      ["node_modules/prettier/bin/prettier.cjs", "--check", "--log-level=warn", "--no-color", "."],
      ROOT,
    ),
  ];
  return all.filter(({ name }) => wantsCheck(name, options));
}

/** Tools from outside come first and once, so that no test has to wait for them and no two fetch them at the same time. */
function tools(): Step[] {
  return [
    {
      name: "engine",
      run: async (progress) => {
        // Imported here, so that an engine room that doesn't load is one failure of this run and not the end of it.
        const { findEngine } = await import("@tidegate/engine");
        const { version, origin, pulumi } = await findEngine({ progress });
        progress(`Pulumi ${version} (${origin}) at ${pulumi}`);
        return NOTHING;
      },
    },
    fetched("oci-cli", ensureOciCli),
    fetched("aws-cli", ensureAwsCli),
    fetched("actionlint", ensureActionlint),
    fetched("zizmor", ensureZizmor),
  ];
}

/** A step that sees to a tool, and tells where it is. */
function fetched(name: string, ensure: (progress: (line: string) => void) => Promise<string>): Step {
  return {
    name,
    run: async (progress) => {
      progress(await ensure(progress));
      return NOTHING;
    },
  };
}
