import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { withTemporaryFolder } from "../../support/temp.ts";
import { median } from "../benchmark.ts";
import type { Benchmark, BenchmarkOptions, Figure } from "../benchmark.ts";
import { onClouds } from "../clouds.ts";
import { measure, prepare, stackOf } from "../measure.ts";
import type { Measurable, Operation, Sample } from "../measure.ts";
import { bareProgram } from "./bare.ts";
import { componentProgram, FIRST_UNIT, UNIT_NAME, writeProgram } from "./programs.ts";
import { readRecording } from "./recorded.ts";
import type { Recording } from "./recorded.ts";

const RESOURCES = 1000;

/** A third more registrations come with the components, and cost what they cost: no more than the same again. */
const GOALS = { seconds: 1.25, megabytes: 1.25 } as const;

/** The world's own waits must not hide what is measured. */
const SPEED = 1000;

/**
 * `pulumi preview` and `pulumi up` of a program with 1,000 resources made of components (unit.ts, many times over), against
 * the same resources made without. The bare program is written out of what one unit really registered, so both have the
 * same resources, with the same inputs and the same order; components come on top and are counted apart.
 *
 * Time is the whole command's; memory is the peak of the process that runs the program. Each `up` has embedded clouds and
 * a state of its own, and writes no checkpoints (programs.ts says why).
 */
export const scale: Benchmark = {
  name: "scale",
  summary: "1,000 resources made of components, against the same resources without",
  subjects: ["preview", "up"],
  runs: 3,
  run: (options) => withTemporaryFolder("bench", (folder) => compare(folder, options)),
};

const CONTESTANTS = ["components", "bare"] as const;

type Contestant = (typeof CONTESTANTS)[number];

type Samples = Record<Contestant, Sample[]>;

const QUIET = { progress: () => {}, speed: SPEED };

async function compare(folder: string, options: BenchmarkOptions): Promise<readonly Figure[]> {
  const { subjects, progress } = options;
  const recording = await onClouds(await made(folder, "recorded"), { progress, speed: SPEED }, ({ environment }) =>
    record(join(folder, "recorded", "program"), environment),
  );
  const units = Math.ceil(RESOURCES / recording.resources.length);
  const count = units * recording.resources.length;
  progress(`${units} units: ${count} resources, and ${units * recording.components} components besides`);
  const texts: Record<Contestant, string> = {
    components: componentProgram(units),
    bare: bareProgram(recording.resources, { marker: FIRST_UNIT, nameOf: UNIT_NAME, units }),
  };
  // The stack counts as a resource too.
  const expected = { components: count + units * recording.components + 1, bare: count + 1 };

  const contest: Contest = { folder, texts, expected, options };
  const previews = await previewed(contest);
  const ups = subjects.includes("up") ? await upped(contest) : undefined;
  return [
    ...(previews === undefined ? [] : figuresOf("preview", previews)),
    ...(ups === undefined ? [] : figuresOf("up", ups)),
  ];
}

interface Contest {
  readonly folder: string;
  readonly texts: Readonly<Record<Contestant, string>>;
  /** How many resources each makes, components and the stack included. */
  readonly expected: Readonly<Record<Contestant, number>>;
  readonly options: BenchmarkOptions;
}

/** Both programs in turns on the same clouds. The first run of each fills its compile cache, whatever is asked for. */
async function previewed({ folder, texts, expected, options }: Contest): Promise<Samples | undefined> {
  const { subjects, runs, progress } = options;
  return onClouds(await made(folder, "preview"), QUIET, async ({ environment }) => {
    const samples: Samples = { components: [], bare: [] };
    const programs = new Map<Contestant, Measurable>();
    progress("one preview of each to warm up");
    for (const name of CONTESTANTS) {
      const program = await writeProgram(join(folder, "preview", name), texts[name], {
        ...environment,
        ...cacheOf(folder, name),
      });
      await prepare(program);
      demand(await measure(program), expected[name], name);
      programs.set(name, program);
    }
    if (!subjects.includes("preview")) return undefined;
    for (let run = 1; run <= runs; run += 1) {
      for (const [name, program] of programs) {
        const sample = await measure(program);
        samples[name].push(sample);
        progress(`run ${run} of ${runs}: preview ${name.padEnd(10)} ${describe(sample)}`);
      }
    }
    return samples;
  });
}

/** Both programs in turns, each time on clouds of its own. */
async function upped({ folder, texts, expected, options: { runs, progress } }: Contest): Promise<Samples> {
  const samples: Samples = { components: [], bare: [] };
  for (let run = 1; run <= runs; run += 1) {
    for (const name of CONTESTANTS) {
      const own = await made(folder, `up-${run}-${name}`);
      const sample = await onClouds(own, QUIET, async ({ environment }) => {
        const set = { ...environment, ...cacheOf(folder, name) };
        const program = await writeProgram(join(own, "program"), texts[name], set);
        await prepare(program);
        return await measure(program, "up");
      });
      demand(sample, expected[name], name);
      samples[name].push(sample);
      progress(`run ${run} of ${runs}: up ${name.padEnd(10)} ${describe(sample)}`);
    }
  }
  return samples;
}

/** Node's compile cache of a contestant, for all its runs. */
function cacheOf(folder: string, name: string): Record<string, string> {
  return { NODE_COMPILE_CACHE: join(folder, `compile-cache-${name}`) };
}

/** What one unit registers, out of the state of an `up`. */
async function record(folder: string, environment: Readonly<Record<string, string>>): Promise<Recording> {
  const program = await writeProgram(folder, componentProgram(1), environment);
  await prepare(program);
  await measure(program, "up");
  return readRecording(await stackOf(program).exported());
}

/** A comparison of other things would prove nothing. */
function demand({ resources }: Sample, expected: number, name: Contestant): void {
  if (resources !== expected) {
    throw new Error(`The program ${name} makes ${resources} resources, the stack included, instead of ${expected}.`);
  }
}

function figuresOf(operation: Operation, samples: Samples): Figure[] {
  const of = (name: Contestant, what: keyof typeof GOALS) => median(samples[name].map((sample) => sample[what]));
  const rows = (what: keyof typeof GOALS, word: string, unit: string): Figure[] => {
    const [components, bare] = [of("components", what), of("bare", what)];
    return [
      { name: `${word}, components`, value: components, unit },
      { name: `${word}, bare`, value: bare, unit },
      { name: `${word}/bare`, value: components / bare, unit: "", goal: GOALS[what] },
    ];
  };
  const perResource = (name: Contestant) =>
    of(name, "seconds") / median(samples[name].map(({ resources }) => resources));
  const all = [
    ...rows("seconds", "time", "s"),
    {
      name: "time/bare, for each resource and component",
      value: perResource("components") / perResource("bare"),
      unit: "",
    },
    ...rows("megabytes", "memory", "MB"),
  ];
  return all.map((figure) => ({ ...figure, table: operation }));
}

function describe({ seconds, megabytes, resources }: Sample): string {
  return `${seconds.toFixed(1)} s ${megabytes.toFixed(0)} MB, ${resources} resources`;
}

async function made(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(path);
  return path;
}
