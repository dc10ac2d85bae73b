import type { Bag, Value } from "@tidegate/policy";
import { isPlaceholder, isReference } from "../detect/index.ts";
import { decodedText } from "../detect/decode.ts";
import { pathOf } from "../detect/path.ts";
import sdkPlaces from "./sdks.json" with { type: "json" };
import { TABLE, UNMARKED } from "./table.ts";
import type { Place } from "./table.ts";

const SDK_PLACES: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(sdkPlaces));

/** Places of a resource's type that hold secrets by their nature. */
export function placesOf(type: string): readonly Place[] {
  const marked = (SDK_PLACES.get(type) ?? []).filter((property) => !(`${type} ${property}` in UNMARKED));
  return [...marked.map((path) => ({ path, source: "additionalSecretOutputs" })), ...(TABLE[type] ?? [])];
}

/**
 * Paths of texts in a resource's places that are there and neither a placeholder nor a reference. What the cloud owns isn't there;
 * what isn't known yet says nothing.
 */
export function filledPlaces(type: string, props: Bag): string[] {
  return placesOf(type)
    .filter(({ when }) => when === undefined || props[when[0]] === when[1])
    .flatMap(({ path }) => filled(props, path.split("."), ""));
}

/** How deep a value may go on below a place. */
const DEEPEST = 32;

function filled(value: Value, steps: readonly string[], path: string, depth = 0): string[] {
  if (typeof value === "string") return isFilled(value) ? [path] : [];
  if (typeof value === "number") return steps.length === 0 ? [path] : [];
  if (typeof value !== "object" || value === null) return [];
  if (depth > DEEPEST) return [path];
  if (isList(value)) return value.flatMap((item, at) => filled(item, steps, `${path}[${at}]`, depth + 1));
  const [step, ...rest] = steps;
  return Object.entries(value).flatMap(([key, below], at) =>
    step === undefined || step === key ? filled(below, rest, pathOf(path, key, at), depth + 1) : [],
  );
}

function isList(value: Bag | readonly Value[]): value is readonly Value[] {
  return Array.isArray(value);
}

/** Whether a text in a secret's place is more than a placeholder or a reference; JSON, settings and base64 of such are neither. */
function isFilled(text: string): boolean {
  if (isPlaceholder(text) || isReference(text)) return false;
  const values = valuesIn(text);
  if (values !== undefined) return values.some(isFilled);
  const inner = decodedText(text);
  return inner === undefined || inner === text || isFilled(inner);
}

/** What a JSON object or a file of settings (`NAME=value`) holds, without the names; undefined where a text is neither. */
function valuesIn(text: string): string[] | undefined {
  const json = objectIn(text);
  if (json !== undefined) {
    return Object.values(json).flatMap((value) =>
      typeof value === "string" ? [value] : typeof value === "object" && value !== null ? [JSON.stringify(value)] : [],
    );
  }
  const all = text.split("\n").map((line) => line.trim());
  const lines = all.filter((line) => line !== "" && !line.startsWith("#"));
  // What ends with = and has nothing behind it is padded base64.
  if (lines.length === 0 || (lines.length === 1 && text.trim().endsWith("="))) return undefined;
  const values = lines.map((line) => {
    const name = /^(?:export )?\w{1,99}=/.exec(line)?.[0];
    return name === undefined ? undefined : line.slice(name.length).replace(/^["']|["']$/g, "");
  });
  return values.every((value) => value !== undefined) ? values : undefined;
}

function objectIn(text: string): object | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
