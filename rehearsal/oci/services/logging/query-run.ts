/** Runs a query's stages over log entries. */
import { isRecord } from "../../facts/conform.ts";
import type { Comparison, Condition, Field, Literal, SortKey, Stage } from "./query.ts";

/** An entry as a search shows it. */
export interface Row {
  /** Milliseconds since the epoch. */
  readonly datetime: number;
  readonly logContent: Readonly<Record<string, unknown>>;
}

export function runStages(rows: readonly Row[], stages: readonly Stage[]): Row[] {
  return stages.reduce<Row[]>(runStage, [...rows]);
}

function runStage(rows: Row[], stage: Stage): Row[] {
  switch (stage.kind) {
    case "where":
      return rows.filter((row) => holds(row, stage.condition));
    case "sort":
      return rows.toSorted((one, other) => order(one, other, stage.keys));
    case "limit":
      return rows.slice(0, stage.count);
  }
}

function holds(row: Row, condition: Condition): boolean {
  switch (condition.kind) {
    case "and":
      return condition.of.every((part) => holds(row, part));
    case "or":
      return condition.of.some((part) => holds(row, part));
    case "not":
      return !holds(row, condition.of);
    case "compare":
      return compares(fieldOf(row, condition.field), condition.by, condition.to);
  }
}

/** A field that isn't there, or holds another kind of value, equals nothing and is neither more nor less. */
function compares(has: unknown, by: Comparison, to: Literal): boolean {
  if (by === "=" || by === "!=") {
    return equals(has, to) === (by === "=");
  }
  if ((typeof has !== "number" && typeof has !== "string") || typeof has !== typeof to) {
    return false;
  }
  switch (by) {
    case ">":
      return has > to;
    case ">=":
      return has >= to;
    case "<":
      return has < to;
    case "<=":
      return has <= to;
  }
}

function equals(has: unknown, to: Literal): boolean {
  if (typeof has === "object" && has !== null) {
    return typeof to === "string" && matches(JSON.stringify(has), to);
  }
  return typeof has === "string" && typeof to === "string" ? matches(has, to) : has === to;
}

/** `*` stands for any characters, also for none. */
function matches(text: string, pattern: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) {
    return text === pattern;
  }
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) {
    return false;
  }
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > text.length - last.length) {
      return false;
    }
    at = found + part.length;
  }
  return true;
}

/**
 * `datetime` and `logContent` are the row's own; `logId` is short for `oracle.logid`; every other field is one of the
 * entry, with or without `logContent.` before it.
 */
function fieldOf(row: Row, field: Field): unknown {
  const [first = "", ...rest] = field;
  if (first === "datetime") {
    return rest.length === 0 ? row.datetime : undefined;
  }
  if (first === "logContent") {
    return within(row.logContent, rest);
  }
  return within(row.logContent, first === "logId" ? ["oracle", "logid", ...rest] : field);
}

function within(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (isRecord(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined),
    value,
  );
}

function order(one: Row, other: Row, keys: readonly SortKey[]): number {
  for (const { field, descending } of keys) {
    const found = orderOf(fieldOf(one, field), fieldOf(other, field));
    if (found !== 0) {
      return descending ? -found : found;
    }
  }
  return 0;
}

/** Numbers before texts, texts before all else. */
function orderOf(one: unknown, other: unknown): number {
  if (typeof one === "number" && typeof other === "number") {
    return one - other;
  }
  if (typeof one === "string" && typeof other === "string") {
    return one < other ? -1 : one > other ? 1 : 0;
  }
  return rank(one) - rank(other);
}

function rank(value: unknown): number {
  return typeof value === "number" ? 0 : typeof value === "string" ? 1 : 2;
}
