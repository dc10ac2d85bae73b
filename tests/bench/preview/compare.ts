import { rm } from "node:fs/promises";

import { median } from "../benchmark.ts";
import type { BenchmarkOptions, Figure } from "../benchmark.ts";
import { measure, prepare } from "../measure.ts";
import type { Measurable, Sample } from "../measure.ts";
import { empty, ours, template, tsNodeCache } from "./programs.ts";
import type { Subject } from "./programs.ts";

/** Previews a stack's programs in turns, so that a busy machine slows all of them alike, and compares the medians. */
export async function compare(
  subject: Subject,
  { runs, progress }: Pick<BenchmarkOptions, "runs" | "progress">,
): Promise<readonly Figure[]> {
  progress(`${subject.stack}: writing the template's program from the stack's sources; one run of each to warm up`);
  const entries = await contestants(subject);
  for (const name of ["here", "warm", "empty"] as const) {
    await prepare(entries[name].program);
    await measure(entries[name].program);
  }

  for (let run = 1; run <= runs; run += 1) {
    for (const [name, entry] of Object.entries(entries)) {
      await entry.before();
      const sample = await measure(entry.program);
      entry.samples.push(sample);
      progress(`${subject.stack}: run ${run} of ${runs}: ${name.padEnd(5)} ${describe(sample)}`);
    }
  }
  demandSameProgram(entries);
  return figures(entries).map((figure) => ({ ...figure, table: subject.stack }));
}

/**
 * here: the stack as it stands; cold and warm: the template's program without and with what ts-node kept of an earlier
 * run; empty: a program that does nothing.
 */
type Contestant = "here" | "cold" | "warm" | "empty";

interface Entry {
  program: Measurable;
  samples: Sample[];
  /** Brings the program into the state in which it is measured. */
  before: () => Promise<void>;
}

async function contestants(subject: Subject): Promise<Record<Contestant, Entry>> {
  const warm = await template(subject);
  const coldCache = `${tsNodeCache(warm.scratch)}-cold`;
  const cold = { ...warm, environment: { ...warm.environment, TS_NODE_CACHE_DIRECTORY: coldCache } };
  const entry = (program: Measurable, before: () => Promise<void> = async () => {}): Entry => ({
    program,
    samples: [],
    before,
  });
  return {
    here: entry(await ours(subject)),
    cold: entry(cold, () => rm(coldCache, { recursive: true, force: true })),
    warm: entry(warm),
    empty: entry(await empty(subject)),
  };
}

/** A faster program that does less would prove nothing. */
function demandSameProgram({ here, cold, warm }: Record<Contestant, Entry>): void {
  const counts = [here, cold, warm].flatMap(({ samples }) => samples.map(({ resources }) => resources));
  if (new Set(counts).size !== 1) {
    throw new Error(`The programs do not plan the same: they would create ${counts.join(", ")} resources.`);
  }
}

function figures(entries: Record<Contestant, Entry>): Figure[] {
  const of = (name: Contestant, what: "seconds" | "megabytes") =>
    median(entries[name].samples.map((sample) => sample[what]));
  const names: readonly Contestant[] = ["here", "cold", "warm", "empty"];
  return [
    ...names.map((name) => ({ name: `time, ${name}`, value: of(name, "seconds"), unit: "s" })),
    ...names.map((name) => ({ name: `memory, ${name}`, value: of(name, "megabytes"), unit: "MB" })),
    { name: "time/cold", value: of("here", "seconds") / of("cold", "seconds"), unit: "", goal: 0.25 },
    { name: "time/warm", value: of("here", "seconds") / of("warm", "seconds"), unit: "", goal: 0.65 },
    { name: "memory/cold", value: of("here", "megabytes") / of("cold", "megabytes"), unit: "", goal: 0.2 },
    { name: "time/empty", value: of("here", "seconds") / of("empty", "seconds"), unit: "" },
  ];
}

function describe({ seconds, megabytes, resources }: Sample): string {
  return `${seconds.toFixed(2)} s ${megabytes.toFixed(0)} MB, ${resources} resources`;
}
