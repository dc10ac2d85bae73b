import { check } from "recheck";
import { BOUNDED_BY, expressions, isBounded } from "../../policy/secret-free/expressions/expressions.ts";
import type { Figure } from "../benchmark.ts";

/** Milliseconds for one expression. */
const LONGEST = 60_000;

/** Characters of the text that an attack is tried with. */
const LONG = 500_000;

/**
 * Every regular expression of the pack and of secretlint's preset, judged by recheck. Where recheck says that a text makes one slow, though
 * nothing in it repeats without bound, that very text is tried at length: a bounded expression stays linear, with a larger constant.
 */
export async function checkedExpressions(progress: (line: string) => void): Promise<Figure[]> {
  const table = "Regular expressions, judged by recheck";
  let [proven, bounded, neither, slowest] = [0, 0, 0, 0];
  for (const { source, flags, where } of expressions()) {
    const judged = await check(source, flags, { timeout: LONGEST });
    if (judged.status === "safe" && judged.checker === "automaton") {
      proven += 1;
      continue;
    }
    if (isBounded(source) || source in BOUNDED_BY) bounded += 1;
    else {
      neither += 1;
      progress(`${where}: ${judged.status}: /${source}/${flags}`);
    }
    if (judged.status === "vulnerable")
      slowest = Math.max(slowest, secondsOf(new RegExp(source, flags), judged.attack));
  }
  return [
    { table, name: "proven linear", value: proven, unit: "" },
    { table, name: "bounded", value: bounded, unit: "" },
    { table, name: "neither", value: neither, unit: "", goal: 0 },
    { table, name: "slowest on the worst text known, for 1 MB", value: slowest * (1e6 / LONG), unit: "s", goal: 5 },
  ];
}

interface Attack {
  readonly pumps: readonly { readonly prefix: string; readonly pump: string }[];
  readonly suffix: string;
}

function secondsOf(expression: RegExp, { pumps, suffix }: Attack): number {
  const each = LONG / Math.max(1, pumps.length);
  const text = pumps
    .map(({ prefix, pump }) => prefix + pump.repeat(Math.ceil(each / Math.max(1, pump.length))))
    .join("");
  const start = performance.now();
  (text + suffix).replace(expression, "");
  return (performance.now() - start) / 1000;
}
