/** `npm run bench`: lists the benchmarks, or runs one. */
import { Command, InvalidArgumentError } from "commander";

import { availableParallelism } from "node:os";

import { chosenSubjects, formatFigures, isMet } from "./benchmark.ts";
import type { Benchmark } from "./benchmark.ts";
import { BENCHMARKS } from "./registry.ts";

const RUNS = 5;

const list = BENCHMARKS.flatMap(({ name, summary, subjects }) => [
  `  ${name.padEnd(12)} ${summary}`,
  ...(subjects === undefined ? [] : [`  ${"".padEnd(12)} one alone: ${subjects.join(", ")}`]),
]).join("\n");

const HELP = `
Benchmarks:
${list}

Exit codes:
  0  every goal was met (or the list was printed)
  1  a goal was not met, or the benchmark failed
  2  the command line is wrong`;

const command = new Command("npm run bench --")
  .description("Runs one of the project's benchmarks; without a name, lists them.")
  .argument("[benchmark]", "its name")
  .argument("[subjects...]", "what to narrow it to; without, it measures all")
  .option(
    "--runs <count>",
    "how often each thing is measured; figures are medians; default: the benchmark's own",
    count,
  )
  .addHelpText("after", HELP)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .parse();

const [name, ...asked] = command.args;
const benchmark = BENCHMARKS.find((candidate) => candidate.name === name);
if (name === undefined) {
  console.log(`Benchmarks (npm run bench -- NAME):\n${list}`);
} else if (benchmark === undefined) {
  console.error(`There is no benchmark "${name}". There are:\n${list}`);
  process.exitCode = 2;
} else {
  const subjects = chosenSubjects(benchmark, asked);
  if (typeof subjects === "string") {
    console.error(subjects);
    process.exitCode = 2;
  } else {
    process.exitCode = await run(benchmark, subjects);
  }
}

/** Runs it and prints its figures; the exit code. */
async function run(benchmark: Benchmark, subjects: readonly string[]): Promise<number> {
  const { runs = benchmark.runs ?? RUNS } = command.opts<{ runs?: number }>();
  try {
    const figures = await benchmark.run({ subjects, runs, progress: (line) => console.log(line) });
    console.log(
      `\n${formatFigures(figures)}\n\n${runs} runs; ${availableParallelism()} cores, Node ${process.version}`,
    );
    return figures.every(isMet) ? 0 : 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw new InvalidArgumentError("It must be a whole number, 1 or more.");
  }
  return value;
}
