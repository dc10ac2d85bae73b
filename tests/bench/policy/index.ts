import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { ensureCheckov } from "../../support/checkov.ts";
import { withTemporaryFolder } from "../../support/temp.ts";
import type { Benchmark, BenchmarkOptions, Figure } from "../benchmark.ts";
import { onClouds } from "../clouds.ts";
import { measure, prepare } from "../measure.ts";
import type { Measurable } from "../measure.ts";
import { componentProgram, writeProgram } from "../scale/programs.ts";
import { besideFigures, demandSight, judgeBeside, prepareBeside } from "./beside.ts";
import type { Beside } from "./beside.ts";
import { commandsIn } from "./commands.ts";
import type { Commands } from "./commands.ts";
import { addedByAll, packFigures, titled } from "./figures.ts";
import type { PackSample, Samples } from "./figures.ts";
import { CONTESTANTS, writePacks } from "./packs.ts";
import type { Contestant } from "./packs.ts";

/** The world's own waits must not hide what is measured. */
const SPEED = 1000;

/**
 * `pulumi preview` of a program with 1,000 and with 5,000 resources (scale's units, made of components), with and without packs,
 * all of them in turns in one run. Time is the whole command's; memory is what the packs' processes add up to at their peaks,
 * processor time what they use together: it says more where the machine has other things to do.
 * Every finding is advisory, so that each preview comes to its end.
 *
 * In the same turns, for scale: Checkov on a Terraform plan of the same resources, and `tidegate audit` on the preview's JSON.
 */
export const policy: Benchmark = {
  name: "policy",
  summary:
    "a preview with 1,000 and 5,000 resources: no pack, trivial packs, the project's packs, one instead of three; Checkov beside",
  subjects: ["1000", "5000"],
  runs: 3,
  run: (options) => withTemporaryFolder("bench", (folder) => compare(folder, options)),
};

const NAMES: readonly Contestant[] = [
  "none",
  "trivial",
  "three-trivial",
  "all",
  "three",
  "all-synthetic",
  "three-synthetic",
];

type Packs = ReadonlyMap<Contestant, readonly string[]>;

async function compare(folder: string, options: BenchmarkOptions): Promise<readonly Figure[]> {
  const { subjects, progress } = options;
  const commands = commandsIn(folder, await ensureCheckov(progress));
  await mkdir(join(folder, "clouds"));
  return onClouds(join(folder, "clouds"), { progress, speed: SPEED }, async ({ environment }) => {
    const packs = new Map<Contestant, readonly string[]>();
    for (const name of NAMES) packs.set(name, await writePacks(join(folder, "packs", name), name));
    const write = (name: string, units: number): Promise<Measurable> =>
      writeProgram(join(folder, name), componentProgram(units), {
        ...environment,
        NODE_COMPILE_CACHE: join(folder, "compile-cache"),
        TIDEGATE_BENCH_PACKS: join(folder, "memory"),
      });

    const one = await write("one", 1);
    await prepare(one);
    // The stack counts as a resource too.
    const resourcesOfOne = (await measure(one)).resources - 1;
    for (const [name, given] of packs) {
      progress(`warming up: ${CONTESTANTS[name]}`);
      await sample(one, given);
    }
    await demandSight((await prepareBeside(one, [])).preview, commands, progress);
    const figures: Figure[] = [];
    for (const subject of subjects) {
      const units = Math.ceil(Number(subject) / resourcesOfOne);
      progress(`${units} units: ${units * resourcesOfOne} resources, components among them`);
      const program = await write(subject, units);
      await prepare(program);
      figures.push(...(await figuresOf(subject, { program, packs, commands }, options)));
    }
    return figures;
  });
}

interface Contest {
  readonly program: Measurable;
  readonly packs: Packs;
  readonly commands: Commands;
}

async function figuresOf(subject: string, contest: Contest, options: BenchmarkOptions): Promise<Figure[]> {
  const beside = await prepareBeside(contest.program, contest.packs.get("all") ?? []);
  const samples = await sampled(contest, beside, options);
  return [
    ...packFigures(subject, samples),
    ...titled(`${subject} resources: Checkov beside them`, besideFigures(beside, addedByAll(samples))),
  ];
}

/** All in turns. */
async function sampled(
  { program, packs, commands }: Contest,
  beside: Beside,
  { runs, progress }: BenchmarkOptions,
): Promise<Samples> {
  const samples = new Map<Contestant, PackSample[]>(NAMES.map((name) => [name, []]));
  for (let run = 1; run <= runs; run += 1) {
    const tell = (line: string): void => progress(`run ${run} of ${runs}: ${line}`);
    for (const [name, given] of packs) {
      const taken = await sample(program, given);
      samples.get(name)?.push(taken);
      tell(`${CONTESTANTS[name].padEnd(36)} ${describe(taken)}`);
    }
    await judgeBeside(beside, commands, tell);
  }
  return samples;
}

async function sample(program: Measurable, given: readonly string[]): Promise<PackSample> {
  const folder = program.environment["TIDEGATE_BENCH_PACKS"] ?? "";
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  const { seconds } = await measure(program, "preview", given);
  let [processor, kibibytes] = [0, 0];
  for (const file of (await readdir(folder)).filter((name) => name.endsWith(".used"))) {
    const [used = 0, peak = 0] = (await readFile(join(folder, file), "utf8")).split(" ").map(Number);
    processor += used;
    kibibytes += peak;
  }
  return { seconds, processor, megabytes: (kibibytes * 1024) / 1e6 };
}

function describe({ seconds, processor, megabytes }: PackSample): string {
  return `${seconds.toFixed(1)} s; packs: ${processor.toFixed(1)} s of processor, ${megabytes.toFixed(0)} MB`;
}
