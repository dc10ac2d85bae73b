/** One benchmark: a file that exports it, and a line in `registry.ts`. */
export interface Benchmark {
  /** What it is called on the command line. */
  readonly name: string;
  /** One line for the list. */
  readonly summary: string;
  /** What it can be narrowed to on the command line, after its name. Default: nothing. */
  readonly subjects?: readonly string[];
  /** How often each thing is measured unless the command line says otherwise. Default: 5. */
  readonly runs?: number;
  /** Measures. The figures come in the order in which they are printed. */
  run(options: BenchmarkOptions): Promise<readonly Figure[]>;
}

export interface BenchmarkOptions {
  /** Those of the benchmark's subjects that are measured, in its own order. */
  readonly subjects: readonly string[];
  /** How often each thing is measured; figures are medians of so many runs. */
  readonly runs: number;
  /** Told what is going on, a line at a time. */
  readonly progress: (line: string) => void;
}

/** One measured number. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  /** "s", "MB", what is counted (findings, rules, resources), or empty for a ratio. */
  readonly unit: string;
  /** The most that the value should be; left out where there is no goal. */
  readonly goal?: number;
  /** Title of the table that it stands in; figures of one table come one after another. Default: no title. */
  readonly table?: string;
}

/** Whether the figure is at or under its goal; one without a goal is. */
export function isMet(figure: Figure): boolean {
  return figure.goal === undefined || figure.value <= figure.goal;
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) {
    throw new Error("There is no median of no values.");
  }
  return (lower + upper) / 2;
}

/** Those of a benchmark's subjects that are asked for, in its own order; all where none is; or what is wrong with one. */
export function chosenSubjects(
  { name, subjects = [] }: Pick<Benchmark, "name" | "subjects">,
  asked: readonly string[],
): readonly string[] | string {
  const unknown = asked.find((one) => !subjects.includes(one));
  if (unknown !== undefined) {
    const known = subjects.length === 0 ? "It can't be narrowed." : `There are: ${subjects.join(", ")}.`;
    return `The benchmark ${name} has no "${unknown}". ${known}`;
  }
  return asked.length === 0 ? subjects : subjects.filter((one) => asked.includes(one));
}

/** The closing lines: a table for each title, with each figure's name, value, goal, and met or not. */
export function formatFigures(figures: readonly Figure[]): string {
  const tables = Map.groupBy(figures, ({ table }) => table);
  return [...tables]
    .map(([title, rows]) => `${title === undefined ? "" : `${title}\n`}${formatTable(rows)}`)
    .join("\n\n");
}

/** Units of which parts say nothing. */
const WHOLE: ReadonlySet<string> = new Set(["MB", "findings", "rules", "resources"]);

function formatTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const { name, value, unit, goal } = figure;
    const shown = `${value.toFixed(WHOLE.has(unit) ? 0 : 2)}${unit === "" ? "" : ` ${unit}`}`;
    const judged =
      goal === undefined ? ["no goal", ""] : [`goal <= ${goal.toFixed(2)}`, isMet(figure) ? "met" : "NOT MET"];
    return [name, shown, ...judged];
  });
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row.map((cell, column) => (column === 1 ? cell.padStart(widths[1] ?? 0) : cell.padEnd(widths[column] ?? 0))),
    )
    .map((cells) => cells.join("   ").trimEnd())
    .join("\n");
}
