/**
 * Patterns of branches and tags in an environment's deployment policy. They open a door in GitHub and stand in no trust.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments#deployment-branches-and-tags
 */
import type { Fault } from "@tidegate/faults";
import { refNameFaults } from "../refName.ts";

/** What is wrong with patterns: none, one twice, one that lets everything in, one that no name can match. */
export function patternFaults(path: string, given: readonly string[]): Fault[] {
  if (given.length === 0) return [{ path, given, accepted: "one pattern at least" }];
  const twice = given.filter((pattern, at) => given.indexOf(pattern) < at);
  return [
    ...twice.map((pattern) => ({ path, given: pattern, accepted: "each pattern once" })),
    ...given.flatMap((pattern, at) => oneFaults(`${path}[${at}]`, pattern)),
  ];
}

function oneFaults(path: string, given: string): Fault[] {
  if (/^[*/]+$/.test(given)) {
    return [{ path, given, accepted: "a pattern with something beside *: this one would let every name in" }];
  }
  // With a letter for each *, a pattern is a name.
  return refNameFaults(path, given.replaceAll("*", "x")).map((fault) => ({ ...fault, given }));
}
