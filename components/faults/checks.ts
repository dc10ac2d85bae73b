/** Small checks of one value each. Every one answers with the faults it found: none when the value is right. */
import type { Fault } from "./faults.ts";

/** A TCP port, 1 to 65535. */
export function portFaults(path: string, given: number): Fault[] {
  return wholeNumberFaults(path, given, 1, 65535);
}

/** A whole number between two limits, both included. */
export function wholeNumberFaults(path: string, given: number, least: number, most: number): Fault[] {
  const right = Number.isInteger(given) && given >= least && given <= most;
  return right ? [] : [{ path, given: Number.isNaN(given) ? "not a number" : given, accepted: between(least, most) }];
}

/**
 * An OCID of one kind.
 * @see https://docs.oracle.com/en-us/iaas/Content/General/Concepts/identifiers.htm
 */
export function ocidFaults(path: string, given: string, kind: string): Fault[] {
  const found = /^ocid1\.([a-z0-9]+)\.[a-z0-9]+\.[a-z0-9-]*(?:\.[a-z0-9-]*)?\.[a-z0-9]{10,}$/.exec(given)?.[1];
  return found === kind ? [] : [{ path, given, accepted: `an OCID of kind ${kind}, as in ocid1.${kind}.oc1.` }];
}

/** Text that matches a pattern; `accepted` says it in words. */
export function textFaults(path: string, given: string, pattern: RegExp, accepted: string): Fault[] {
  return pattern.test(given) ? [] : [{ path, given, accepted }];
}

function between(least: number, most: number): string {
  return `a whole number from ${least} to ${most}`;
}
