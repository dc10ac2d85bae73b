/** Requests that conditions let through, or don't catch, and those conditions in words. */
import { recordOf } from "../stated.ts";
import { example } from "./documents.ts";
import type { Document } from "./documents.ts";

export type Context = Readonly<Record<string, string | string[]>>;

export interface Satisfied {
  readonly context: Context;
  readonly words: readonly string[];
}

/** @param condition `{StringEquals: {"aws:ResourceTag/Env": "prod"}}` */
export function satisfying(condition: Document): Satisfied {
  const all = askedOf(condition);
  // That something is there is said beside what it is, and that says more.
  const vagueFirst = all.toSorted((one, other) => Number(other.operator === "Null") - Number(one.operator === "Null"));
  return { context: Object.fromEntries(vagueFirst.flatMap(meeting)), words: all.map(inWords) };
}

/** What makes each part of a condition false: for a denial that shall not apply. */
export function evading(condition: Document): Satisfied {
  const all = askedOf(condition);
  return { context: Object.fromEntries(all.flatMap(failing)), words: all.map(inWords) };
}

interface Asked {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

type Entry = [key: string, value: string | string[]];

function askedOf(condition: Document): Asked[] {
  return Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries(recordOf(keys)).map(([key, given]) => ({ operator, key, values: [given].flat().map(String) })),
  );
}

function meeting({ operator, key, values: [value = ""] }: Asked): Entry[] {
  if (operator === "Null") return value === "true" ? [] : [[key, "x"]];
  // What isn't there passes.
  if (operator.endsWith("IfExists")) return [];
  return [valued(operator, key, isNegative(operator) ? ELSE : example(value))];
}

function failing({ operator, key, values: [value = ""] }: Asked): Entry[] {
  if (operator === "Null") return value === "true" ? [[key, "x"]] : [];
  // A range of addresses begins with one of them.
  if (isNegative(operator)) return [valued(operator, key, example(value.replace(/\/\d+$/, keepUnlessRange(operator))))];
  return [valued(operator, key, ELSE)];
}

function keepUnlessRange(operator: string): string {
  return operator.includes("IpAddress") ? "" : "$&";
}

function valued(operator: string, key: string, value: string): Entry {
  return [key, /^For(All|Any)/.test(operator) ? [value] : value];
}

/** A text that nobody has thought of. */
const ELSE = "something-else";

function inWords({ operator, key, values }: Asked): string {
  return `${key} ${wordFor(operator)} ${values.join(" or ")}`;
}

function wordFor(operator: string): string {
  if (operator === "Null") return "is missing:";
  const word = isNegative(operator) ? "is not" : operator.includes("LessThan") ? "is at most" : "is";
  return operator.endsWith("IfExists") ? `(if there) ${word}` : word;
}

function isNegative(operator: string): boolean {
  return /Not(Equals|Like|IpAddress)/.test(operator);
}
