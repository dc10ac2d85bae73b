/** Whether the policies found what is broken, and nothing else. */
import { expectedOf } from "./breaks/break.ts";
import type { Break, Finding, Place } from "./breaks/break.ts";

export interface Judgement {
  /** What should have been found, and wasn't. */
  readonly missed: readonly string[];
  /** What was found, and nobody broke it. */
  readonly other: readonly string[];
}

/** @param found in a preview with these breaks */
export function judge(breaks: readonly Break[], found: readonly Finding[]): Judgement {
  const expected = breaks.flatMap(expectedOf);
  const missed = expected.filter((place) => !found.some((one) => stands(one, place)));
  const other = found.filter((one) => !expected.some((place) => stands(one, place) || isEcho(one, place)));
  return { missed: texts(missed), other: texts(other) };
}

type Expected = Place & { readonly policy: string };

function stands({ policy, type, name, path }: Finding, place: Expected): boolean {
  return policy === place.policy && type === place.type && name.endsWith(place.name) && path === place.path;
}

/** A secret that an input holds stands in the output of the same name too. */
function isEcho(finding: Finding, place: Expected): boolean {
  const isOfSecrets = place.policy.startsWith("no-secret-") && finding.policy === "no-secret-in-outputs";
  return isOfSecrets && stands({ ...finding, policy: place.policy }, place);
}

function texts(places: readonly Expected[]): string[] {
  return [...new Set(places.map(textOf))];
}

function textOf({ policy, type, name, path }: Expected): string {
  return [policy, "at", type, name, path].filter((part) => part !== "").join(" ");
}
