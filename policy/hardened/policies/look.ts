/** Looking at properties of which a preview may not know all: what isn't known yet is never a finding. */
import { pathText, readProperties, UNKNOWN } from "@tidegate/policy";
import type { Bag, Finding, JudgedResource, ResourcePolicy, Unknown, Value } from "@tidegate/policy";

/** What stands somewhere in a resource's properties. */
export interface Place {
  readonly trail: readonly (string | number)[];
  /** Undefined where nothing stands there; null counts as nothing. */
  readonly value: Value | undefined;
}

/** A value that is known, or known not to be there. */
export type Known = Exclude<Value, Unknown | null> | undefined;

/** What stands at the end of some steps: `at(props, "versioning", "enabled")`. */
export function at(props: Bag, ...steps: readonly string[]): Place {
  return within({ trail: [], value: props }, ...steps);
}

/**
 * A property that the cloud fills in where the program doesn't. Before the resource is made nobody knows what comes then, but
 * that the program gives nothing is known.
 */
export function givenAt({ props, given }: JudgedResource, key: string): Place {
  const place = at(props, key);
  return place.value === UNKNOWN && given?.includes(key) === false ? { ...place, value: undefined } : place;
}

/** What stands some steps further on. Below what isn't known nothing is known. */
export function within(place: Place, ...steps: readonly string[]): Place {
  return steps.reduce<Place>(
    ({ trail, value }, step) => ({ trail: [...trail, step], value: below(value, step) }),
    place,
  );
}

/** The items of a list; a lone value counts as a list of one. None where nothing is there or it isn't known. */
export function itemsOf({ trail, value }: Place): readonly Place[] {
  if (value === undefined || value === UNKNOWN) return [];
  if (!isList(value)) return [{ trail, value }];
  return value.map((item, index) => ({ trail: [...trail, index], value: item ?? undefined }));
}

/** Whether the value is fine, or isn't known yet. */
export function mayBe({ value }: Place, isFine: (value: Known) => boolean): boolean {
  return value === UNKNOWN || isFine(value ?? undefined);
}

/** Whether the value is known and passes. */
export function is({ value }: Place, passes: (value: Known) => boolean): boolean {
  return value !== UNKNOWN && passes(value ?? undefined);
}

/** A finding where the value is known and isn't fine. Nothing at all is a value too: what it means is the provider's default. */
export function must(place: Place, isFine: (value: Known) => boolean, says: string): Finding[] {
  return mayBe(place, isFine) ? [] : [{ path: pathText(place.trail), says }];
}

/** Text that is JSON, read; where it isn't text, what it is already; undefined where it can't be read. */
export function parsed({ trail, value }: Place): Place {
  if (typeof value !== "string") return { trail, value };
  try {
    return { trail, value: readProperties({ value: JSON.parse(value) }).props["value"] ?? undefined };
  } catch {
    return { trail, value: undefined };
  }
}

/** Some properties are text in the SDK, and hold `true` or `false`. */
export const isTrue = (value: Known): boolean => value === true || value === "true";

export const isFalse = (value: Known): boolean => value === false || value === "false";

/** Also where nothing is given: for what is off by default. */
export const isntTrue = (value: Known): boolean => !isTrue(value);

export const isGiven = (value: Known): boolean => value !== undefined && value !== "";

/** A value that is to be compared as text; empty where it is none. */
export function textOf(value: Value | undefined): string {
  return typeof value === "string" ? value : "";
}

/** By a resource's type: what is wrong with its properties. */
export type Checks<Config = object> = Readonly<Record<string, (props: Bag, config: Config) => readonly Finding[]>>;

/** The types of a policy and its judgement, out of one table. */
export function byType<Config = object>(checks: Checks<Config>): Pick<ResourcePolicy<Config>, "types" | "judge"> {
  return {
    types: Object.keys(checks),
    judge: ({ type, props }, config) => (Object.hasOwn(checks, type) ? checks[type]?.(props, config) : undefined) ?? [],
  };
}

export function isBag(value: Value | undefined): value is Bag {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

function below(value: Value | undefined, step: string): Value | undefined {
  if (value === UNKNOWN) return UNKNOWN;
  return isBag(value) && Object.hasOwn(value, step) ? (value[step] ?? undefined) : undefined;
}
