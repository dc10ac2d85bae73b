/** What stands at a path that the detector told, also within JSON and base64 in texts. */
import { isDeepStrictEqual } from "node:util";
import type { Bag, Value } from "@tidegate/policy";
import { decodedText } from "../detect/decode.ts";
import { pathOf } from "../detect/path.ts";

export interface Step {
  /** As it stands in the path: `.value`, `[2]`, `["a key"]`. */
  readonly text: string;
  /** Of a bag. Undefined for a list's item, and where the rest of the path can't be followed. */
  readonly key?: string;
  /** Index among what stands beside it. */
  readonly at: number;
}

/** The steps to a path. What can't be followed, in gzip for instance, is one step at the end. */
export function stepsTo(path: string, props: Bag): Step[] {
  const steps: Step[] = [];
  let [value, base]: [Value, string] = [props, ""];
  while (base !== path) {
    const next = nextOn(path, base, value);
    if (next === undefined) return [...steps, { text: path.slice(base.length), at: -1 }];
    const { key, at } = next;
    steps.push({ text: next.path.slice(base.length), at, ...(key !== undefined && { key }) });
    [value, base] = [next.value, next.path];
  }
  return steps;
}

/** Whether two bags have the same value at a path of the first; where it can't be followed, as far as it can. */
export function isSameAt(path: string, one: Bag, other: Bag): boolean {
  let [value, beside, base]: [Value, Value | undefined, string] = [one, other, ""];
  while (base !== path) {
    const next = nextOn(path, base, value);
    if (next === undefined) break;
    beside = beside === undefined ? undefined : itemOf(beside, next.key ?? String(next.at));
    [value, base] = [next.value, next.path];
  }
  return isDeepStrictEqual(value, beside);
}

type Node = Bag | readonly Value[];

interface Next {
  readonly path: string;
  readonly key?: string;
  readonly at: number;
  readonly value: Value;
}

function nextOn(path: string, base: string, value: Value): Next | undefined {
  const node = nodeIn(value);
  if (node === undefined) return undefined;
  const isList = Array.isArray(node);
  for (const [at, [key, below]] of Object.entries<Value>(node).entries()) {
    const own = isList ? `${base}[${key}]` : pathOf(base, key, at);
    if (!path.startsWith(own) || !/^(?:$|[.[])/.test(path.slice(own.length))) continue;
    return { path: own, at, value: below, ...(!isList && { key }) };
  }
  return undefined;
}

function itemOf(value: Value, step: string): Value | undefined {
  const entries = Object.entries<Value>(nodeIn(value) ?? {});
  return entries.find(([key]) => key === step)?.[1];
}

/** A bag or a list; also one that is JSON, or base64 of JSON. */
function nodeIn(value: Value): Node | undefined {
  if (typeof value === "object" && value !== null) return value;
  if (typeof value !== "string") return undefined;
  return jsonIn(value) ?? jsonIn(decodedText(value) ?? "");
}

function jsonIn(text: string): Node | undefined {
  if (!/^\s{0,99}[{["]/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isNode(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** JSON holds nothing else. */
function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
}
