import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { withTemporaryFolder } from "../../support/temp.ts";
import { median } from "../benchmark.ts";
import type { Benchmark, BenchmarkOptions, Figure } from "../benchmark.ts";
import { onClouds } from "../clouds.ts";
import { measure, prepare } from "../measure.ts";
import type { Measurable } from "../measure.ts";
import { componentProgram, writeProgram } from "../scale/programs.ts";
import { CONTESTANTS, writePacks } from "./packs.ts";
import type { Contestant } from "./packs.ts";

/** What a set of packs may cost, against as many packs with one trivial policy each. */
const GOAL = 1.2;

/** The world's own waits must not hide what is measured. */
const SPEED = 1000;

/**
 * `pulumi preview` of a program with 1,000 and with 5,000 resources (scale's units, made of components), with and without packs,
 * all of them in turns in one run. Time is the whole command's; memory is what the packs' processes add up to at their peaks,
 * processor time what they use together: it says more where the machine has other things to do.
 * Every finding is advisory, so that each preview comes to its end.
 */
export const policy: Benchmark = {
  name: "policy",
  summary:
    "a preview with 1,000 and 5,000 resources: no pack, trivial packs, the project's packs, one instead of three",
  subjects: ["1000", "5000"],
  runs: 3,
  run: (options) => withTemporaryFolder("bench", (folder) => compare(folder, options)),
};

interface PackSample {
  /** Of the whole command. */
  readonly seconds: number;
  /** Processor time of the packs' processes. */
  readonly processor: number;
  /** Peak memory of the packs' processes. */
  readonly megabytes: number;
}

type Samples = ReadonlyMap<Contestant, PackSample[]>;

const NAMES: readonly Contestant[] = [
  "none",
  "trivial",
  "three-trivial",
  "all",
  "three",
  "all-synthetic",
  "three-synthetic",
];

async function compare(folder: string, options: BenchmarkOptions): Promise<readonly Figure[]> {
  const { subjects, progress } = options;
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
    const figures: Figure[] = [];
    for (const subject of subjects) {
      const units = Math.ceil(Number(subject) / resourcesOfOne);
      progress(`${units} units: ${units * resourcesOfOne} resources, components among them`);
      const program = await write(subject, units);
      await prepare(program);
      figures.push(...figuresOf(subject, await sampled(program, packs, options)));
    }
    return figures;
  });
}

/** All in turns. */
async function sampled(
  program: Measurable,
  packs: ReadonlyMap<Contestant, readonly string[]>,
  { runs, progress }: BenchmarkOptions,
): Promise<Samples> {
  const samples = new Map<Contestant, PackSample[]>(NAMES.map((name) => [name, []]));
  for (let run = 1; run <= runs; run += 1) {
    for (const [name, given] of packs) {
      const taken = await sample(program, given);
      samples.get(name)?.push(taken);
      progress(`run ${run} of ${runs}: ${CONTESTANTS[name].padEnd(36)} ${describe(taken)}`);
    }
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

const TITLES = { seconds: "time", processor: "processor", megabytes: "memory" } as const;

function figuresOf(subject: string, samples: Samples): Figure[] {
  const of = (name: Contestant, what: keyof PackSample) => median((samples.get(name) ?? []).map((one) => one[what]));
  const ratio = (what: keyof PackSample, name: Contestant, against: Contestant, goal?: number): Figure => ({
    name: `${TITLES[what]}: ${CONTESTANTS[name]} / ${CONTESTANTS[against]}`,
    value: of(name, what) / of(against, what),
    unit: "",
    ...(goal !== undefined && { goal }),
  });
  const each = (what: keyof PackSample, names: readonly Contestant[], unit: string): Figure[] =>
    names.map((name) => ({ name: `${TITLES[what]}: ${CONTESTANTS[name]}`, value: of(name, what), unit }));
  const figures: Figure[] = [
    ...each("seconds", NAMES, "s"),
    ratio("seconds", "three", "three-trivial", GOAL),
    ratio("seconds", "all", "trivial", GOAL),
    ratio("seconds", "three-synthetic", "three-trivial", GOAL),
    ratio("seconds", "all-synthetic", "trivial", GOAL),
    ratio("seconds", "all", "three"),
    ratio("seconds", "all", "none"),
    ratio("seconds", "three", "none"),
    ratio("seconds", "three-trivial", "none"),
    ...each("processor", NAMES.slice(1), "s"),
    ratio("processor", "three", "three-trivial"),
    ratio("processor", "all", "trivial"),
    ...each("megabytes", NAMES.slice(1), "MB"),
    ratio("megabytes", "three", "three-trivial"),
    ratio("megabytes", "all", "three"),
  ];
  return figures.map((figure) => ({ ...figure, table: `${subject} resources` }));
}
