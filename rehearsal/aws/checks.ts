/**
 * What a kind's `check` says about inputs. Each function gives faults: none where the value is right, missing or
 * unknown yet. Paths have list indexes: `ingress[0].protocol`.
 */
import type { Failure } from "../plugins/protocol/provider.ts";
import { isObject, isSecret, isUnknown } from "../plugins/protocol/values.ts";
import type { Properties, Value } from "../plugins/protocol/values.ts";

/** The value at a path, without its secret mark; undefined where it is missing or unknown yet. */
export function known(inputs: Properties, path: string): Value | undefined {
  const value = at(inputs, path);
  return value === null || isUnknown(value) ? undefined : value;
}

/** Whether the program gives the property, its value known or not. */
export function isGiven(inputs: Properties, path: string): boolean {
  return (at(inputs, path) ?? null) !== null;
}

/** The paths of a list's elements: `rules[0]`, `rules[1]`; none where it is missing or unknown yet. */
export function elements(inputs: Properties, path: string): string[] {
  const list = known(inputs, path);
  return Array.isArray(list) ? list.map((_, i) => `${path}[${i}]`) : [];
}

export function refuse(property: string, reason: string): Failure[] {
  return [{ property, reason }];
}

/** One of a few words. */
export function oneOf(inputs: Properties, property: string, accepted: readonly string[]): Failure[] {
  const value = known(inputs, property);
  if (typeof value !== "string" || accepted.includes(value)) return [];
  return refuse(property, `expected ${property} to be one of ${JSON.stringify(accepted)}, got ${value}`);
}

/** A number in a range, its ends included. */
export function between(inputs: Properties, property: string, min: number, max: number): Failure[] {
  const value = known(inputs, property);
  if (typeof value !== "number" || (value >= min && value <= max)) return [];
  return refuse(property, `expected ${property} to be in the range (${min} - ${max}), got ${value}`);
}

/** A text of a form. `accepted` is the rule in words. */
export function matches(inputs: Properties, property: string, pattern: RegExp, accepted: string): Failure[] {
  const value = known(inputs, property);
  if (typeof value !== "string" || pattern.test(value)) return [];
  return refuse(property, `invalid value for ${property}: it must be ${accepted}, got ${JSON.stringify(value)}`);
}

/** Exactly one of several properties, each a path. */
export function exactlyOne(inputs: Properties, properties: readonly string[]): Failure[] {
  const given = properties.filter((property) => isGiven(inputs, property));
  if (given.length === 1) return [];
  const [property = ""] = given.length === 0 ? properties : given;
  const found = given.length === 0 ? "none is given" : `${given.join(" and ")} are given`;
  return refuse(property, `exactly one of ${properties.join(", ")} must be specified: ${found}`);
}

/** Not more than one of several properties, each a path. */
export function atMostOne(inputs: Properties, properties: readonly string[]): Failure[] {
  return properties.filter((property) => isGiven(inputs, property)).length > 1 ? exactlyOne(inputs, properties) : [];
}

/** A property that another one makes necessary. `because` in words: `when vpcEndpointType is Interface`. */
export function needed(inputs: Properties, property: string, because: string): Failure[] {
  return isGiven(inputs, property) ? [] : refuse(property, `${property} is required ${because}`);
}

/** A property that another one leaves no room for. */
export function ruledOut(inputs: Properties, property: string, because: string): Failure[] {
  return isGiven(inputs, property) ? refuse(property, `${property} cannot be specified ${because}`) : [];
}

/** The value at a path; where a part of the way is unknown, that part. */
function at(inputs: Properties, path: string): Value | undefined {
  let value: Value = inputs;
  for (const step of path.split(/[.[\]]+/).filter((part) => part !== "")) {
    if (isUnknown(value)) return value;
    const next: Value | undefined = Array.isArray(value)
      ? value[Number(step)]
      : isObject(value)
        ? value[step]
        : undefined;
    if (next === undefined) return undefined;
    value = plain(next);
  }
  return value;
}

function plain(value: Value): Value {
  return isSecret(value) ? plain(value.value) : value;
}
