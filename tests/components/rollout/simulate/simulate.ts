/** `npm run simulate`: the rollout in many simulated worlds, each drawn from its seed, with every rule watching. */
import { availableParallelism } from "node:os";
import { Command, InvalidArgumentError } from "commander";

import { rollOut } from "../../../../components/rollout/drive/index.ts";
import { runCrowd } from "./crowd.ts";
import { RULES } from "./rules/index.ts";
import { runSeed } from "./run.ts";
import type { Violation } from "./run.ts";
import { drawScenario } from "./scenario.ts";
import type { Tally } from "./share.ts";
import { headline, lineOfEntry, lineOfEvent } from "./trace.ts";

/** So many failing seeds are told in full. */
const MOST_TOLD = 20;

const HELP = `
Rules:
${[...RULES, { name: "ends", says: "every rollout ends, in bounded time and with a bounded number of calls" }]
  .map(({ name, says }) => `  ${name.padEnd(12)} ${says}`)
  .join("\n")}

The last line is "N seeds, N violations".

Exit codes:
  0  no violation
  1  at least one violation, or the simulation failed
  2  the command line is wrong`;

interface Options {
  readonly seeds: number;
  readonly from: number;
  readonly seed?: number;
  readonly trace?: true;
  readonly threads: number;
}

const options = new Command("npm run simulate --")
  .description("Runs the rollout in simulated worlds, and judges what happened in each by its own log.")
  .option("--seeds <count>", "how many worlds", positive, 1000)
  .option("--from <seed>", "the first one's seed", whole, 1)
  .option("--seed <seed>", "this one only", whole)
  .option("--trace", "print every call, event and change of the world; with --seed")
  .option("--threads <count>", "how many at a time", positive, availableParallelism())
  .addHelpText("after", HELP)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .parse()
  .opts<Options>();

if (options.trace === true && options.seed === undefined) {
  console.error("--trace prints one world: name it with --seed.");
  process.exitCode = 2;
} else if (options.seed === undefined) {
  await runMany(options);
} else {
  await runOne(options.seed, options.trace === true);
}

async function runMany({ seeds, from, threads }: Options): Promise<void> {
  const began = Date.now();
  const progress = (done: number): void => {
    const words = `${done} of ${seeds} seeds, ${Math.round((Date.now() - began) / 1000)} s`;
    if (process.stdout.isTTY) process.stdout.write(`\r${words}`);
    else console.log(words);
  };
  const tally = await runCrowd({ from, count: seeds, threads: Math.min(threads, seeds), progress });
  if (process.stdout.isTTY) process.stdout.write("\r\u001b[K");
  tellFailures(tally);
  console.log(summary(tally, seeds, (Date.now() - began) / 1000));
  conclude(
    seeds,
    tally.failures.flatMap(({ violations }) => violations),
  );
}

async function runOne(seed: number, isTraced: boolean): Promise<void> {
  const scenario = drawScenario(seed);
  console.log(headline(scenario));
  const { violations, outcome, calls, processes, seconds } = await runSeed(seed, rollOut, {
    ...(isTraced && {
      log: (entry) => console.log(lineOfEntry(entry, scenario)),
      sink: (event) => console.log(lineOfEvent(event, scenario)),
    }),
  });
  for (const violation of violations) console.log(tellViolation(violation));
  console.log(`${outcome ?? "no end"} after ${seconds} s, ${calls} calls, ${processes} processes`);
  conclude(1, violations);
}

function tellFailures({ failures }: Tally): void {
  for (const { seed, violations } of failures.slice(0, MOST_TOLD)) {
    console.log(`seed ${seed}: npm run simulate -- --seed ${seed} --trace`);
    for (const violation of violations) console.log(`  ${tellViolation(violation)}`);
  }
  if (failures.length === 0) return;
  console.log(`${failures.length} failing seeds: ${failures.map(({ seed }) => seed).join(" ")}`);
}

function tellViolation({ rule, words, second }: Violation): string {
  return `${rule}, at ${second} s: ${words}`;
}

function summary({ outcomes, calls, kills, seconds }: Tally, seeds: number, real: number): string {
  const ends = Object.entries(outcomes).map(([outcome, count]) => `${outcome} ${count}`);
  const pace = ((1000 * real) / seeds).toFixed(1);
  return `${ends.join(", ")}; ${kills} kills, ${calls} calls, ${Math.round(seconds / 3600)} virtual hours, ${pace} ms a seed`;
}

function conclude(seeds: number, violations: readonly Violation[]): void {
  console.log(`${seeds} seeds, ${violations.length} violations`);
  process.exitCode = violations.length === 0 ? 0 : 1;
}

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 0x7fff_ffff) {
    throw new InvalidArgumentError("It must be a whole number, 0 to 2147483647.");
  }
  return value;
}

function positive(text: string): number {
  const value = whole(text);
  if (value < 1) throw new InvalidArgumentError("It must be 1 or more.");
  return value;
}
