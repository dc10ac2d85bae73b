/** `npm run bench`: lists the benchmarks, or runs one. */
import { Command, InvalidArgumentError } from "commander";

import { formatFigures, isMet } from "./benchmark.ts";
import { BENCHMARKS } from "./registry.ts";

const list = BENCHMARKS.map(({ name, summary }) => `  ${name.padEnd(12)} ${summary}`).join("\n");

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
  .option("--runs <count>", "how often each thing is measured; figures are medians", count, 5)
  .addHelpText("after", HELP)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .parse();

const [name] = command.args;
const benchmark = BENCHMARKS.find((candidate) => candidate.name === name);
if (name === undefined) {
  console.log(`Benchmarks (npm run bench -- NAME):\n${list}`);
} else if (benchmark === undefined) {
  console.error(`There is no benchmark "${name}". There are:\n${list}`);
  process.exitCode = 2;
} else {
  const { runs } = command.opts<{ runs: number }>();
  try {
    const figures = await benchmark.run({ runs, progress: (line) => console.log(line) });
    console.log(`\n${formatFigures(figures)}`);
    process.exitCode = figures.every(isMet) ? 0 : 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw new InvalidArgumentError("It must be a whole number, 1 or more.");
  }
  return value;
}
