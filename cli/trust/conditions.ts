/** A request that a statement's conditions let through, and those conditions in words. */
import { recordOf } from "./stated.ts";

export interface Satisfied {
  readonly context: Readonly<Record<string, string | string[]>>;
  readonly words: readonly string[];
}

/** @param condition `{StringEquals: {"aws:ResourceTag/Env": "prod"}}` */
export function satisfying(condition: Readonly<Record<string, unknown>>): Satisfied {
  const all = Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries(recordOf(keys)).map(([key, given]) => ({ operator, key, values: [given].flat().map(String) })),
  );
  // That something is there is said beside what it is, and that says more.
  const vagueFirst = all.toSorted((one, other) => Number(other.operator === "Null") - Number(one.operator === "Null"));
  return {
    context: Object.fromEntries(vagueFirst.flatMap(({ operator, key, values }) => valueFor(operator, key, values))),
    words: all.map(({ operator, key, values }) => `${key} ${wordFor(operator)} ${values.join(" or ")}`),
  };
}

function valueFor(operator: string, key: string, values: readonly string[]): [string, string | string[]][] {
  const [value = ""] = values;
  if (operator === "Null") return value === "true" ? [] : [[key, "x"]];
  // What isn't there passes.
  if (operator.endsWith("IfExists")) return [];
  const plain = isNegative(operator) ? "something-else" : value.replace(/[*?]/g, "x");
  return [[key, /^For(All|Any)/.test(operator) ? [plain] : plain]];
}

function wordFor(operator: string): string {
  if (operator === "Null") return "is missing:";
  const word = isNegative(operator) ? "is not" : operator.includes("LessThan") ? "is at most" : "is";
  return operator.endsWith("IfExists") ? `(if there) ${word}` : word;
}

function isNegative(operator: string): boolean {
  return /Not(Equals|Like|IpAddress)/.test(operator);
}
