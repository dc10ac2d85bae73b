/** Values out of the texts that Pulumi's configuration is made of. What can't be read is a fault, and a harmless value. */
import type { Fault } from "./faults.ts";

/** Reads one key of the configuration, without the project's name before it. pulumi.Config's `get` is one. */
export type ReadKey = (key: string) => string | undefined;

export function numberOf(path: string, given: string | undefined, faults: Fault[]): number {
  const value = given === undefined || given.trim() === "" ? Number.NaN : Number(given);
  if (Number.isNaN(value)) {
    faults.push({ path, given, accepted: "a whole number" });
  }
  return value;
}

export function switchOf(path: string, given: string | undefined, faults: Fault[]): boolean {
  if (given !== "true" && given !== "false") {
    faults.push({ path, given, accepted: "true or false" });
  }
  return given === "true";
}

export function textsOf(path: string, given: string | undefined, faults: Fault[]): string[] {
  const value = parsed(given);
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) {
    return value;
  }
  faults.push({ path, given, accepted: "a list of texts" });
  return [];
}

/** A list of objects. What their keys hold is for others to judge. */
export function objectsOf(path: string, given: string | undefined, faults: Fault[]): object[] {
  const value = parsed(given);
  if (Array.isArray(value) && value.every(isObject)) {
    return value;
  }
  faults.push({ path, given, accepted: "a list of objects" });
  return [];
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Pulumi hands lists over as JSON. Text that isn't JSON is no list either. */
function parsed(given: string | undefined): unknown {
  try {
    return JSON.parse(given ?? "");
  } catch {
    return undefined;
  }
}
