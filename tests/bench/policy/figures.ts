/** The tables of the benchmark, out of what was measured. */
import { median } from "../benchmark.ts";
import type { Figure } from "../benchmark.ts";
import { CONTESTANTS } from "./packs.ts";
import type { Contestant } from "./packs.ts";

export interface PackSample {
  /** Of the whole command. */
  readonly seconds: number;
  /** Processor time of the packs' processes. */
  readonly processor: number;
  /** Peak memory of the packs' processes. */
  readonly megabytes: number;
}

export type Samples = ReadonlyMap<Contestant, readonly PackSample[]>;

/** What a set of packs may cost, against as many packs with one trivial policy each. */
const GOAL = 1.2;

/** A set of packs and as many trivial ones. */
const PAIRS = [
  ["all", "trivial"],
  ["three", "three-trivial"],
  ["all-synthetic", "trivial"],
  ["three-synthetic", "three-trivial"],
] as const;

const TITLES = { seconds: "time of the preview", processor: "processor", megabytes: "memory" } as const;
const UNITS = { seconds: "s", processor: "s", megabytes: "MB" } as const;

/** @param subject how many resources, as in `1000` */
export function packFigures(subject: string, samples: Samples): Figure[] {
  const of = (what: keyof PackSample, name: Contestant) => medianOf(samples, name, what);
  const ratio = (what: keyof PackSample, name: Contestant, against: Contestant, goal?: number): Figure => ({
    name: `${TITLES[what]}: ${CONTESTANTS[name]} / ${CONTESTANTS[against]}`,
    value: of(what, name) / of(what, against),
    unit: "",
    ...(goal !== undefined && { goal }),
  });
  const against = (what: keyof PackSample, goal?: number) =>
    PAIRS.map(([name, trivial]) => ratio(what, name, trivial, goal));
  const names = [...samples.keys()];
  const each = (what: keyof PackSample, contestants: readonly Contestant[]): Figure[] =>
    contestants.map((name) => ({ name: CONTESTANTS[name], value: of(what, name), unit: UNITS[what] }));
  const withPacks = names.filter((name) => name !== "none");
  const saved = (what: keyof PackSample): Figure[] => [
    { name: `${TITLES[what]}: saved`, value: of(what, "three") - of(what, "all"), unit: UNITS[what] },
    ratio(what, "all", "three"),
  ];
  return [
    ...titled(`${subject} resources: against as many trivial packs`, [
      ...against("seconds", GOAL),
      ...against("processor").slice(0, 2),
      ...against("megabytes").slice(0, 2),
    ]),
    ...titled(`${subject} resources: one pack instead of three`, [
      ...saved("seconds"),
      ...saved("processor"),
      ...saved("megabytes"),
    ]),
    ...titled(`${subject} resources: time of the preview`, each("seconds", names)),
    ...titled(
      `${subject} resources: time of the preview, against no pack`,
      withPacks.map((name) => ratio("seconds", name, "none")),
    ),
    ...titled(`${subject} resources: processor time of the packs' processes`, each("processor", withPacks)),
    ...titled(`${subject} resources: peak memory of the packs' processes`, each("megabytes", withPacks)),
  ];
}

/** What policy/all adds to a preview. */
export function addedByAll(samples: Samples): PackSample {
  return {
    seconds: medianOf(samples, "all", "seconds") - medianOf(samples, "none", "seconds"),
    processor: medianOf(samples, "all", "processor"),
    megabytes: medianOf(samples, "all", "megabytes"),
  };
}

export function titled(table: string, figures: readonly Figure[]): Figure[] {
  return figures.map((figure) => ({ ...figure, table }));
}

function medianOf(samples: Samples, name: Contestant, what: keyof PackSample): number {
  return median((samples.get(name) ?? []).map((one) => one[what]));
}
