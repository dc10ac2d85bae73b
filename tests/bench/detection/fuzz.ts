import { fuzz } from "../../policy/secret-free/fuzz/fuzz.ts";
import type { Figure } from "../benchmark.ts";

const BAGS = 50_000;

/** Random bags: neither a crash nor a value in a finding, and how long the slowest took. */
export function fuzzed(progress: (line: string) => void): Figure[] {
  const table = `Fuzz: ${BAGS} random bags`;
  const { wrong, slowest } = fuzz(BAGS, 20_261_121, (done) => progress(`${done} bags`));
  wrong.slice(0, 5).forEach(progress);
  return [
    { table, name: "crashes and values told", value: wrong.length, unit: "", goal: 0 },
    { table, name: "slowest bag", value: slowest, unit: "s", goal: 2 },
  ];
}
