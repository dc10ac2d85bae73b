import { ProgramError } from "./programError.ts";

/** One thing wrong with what a caller gave. */
export interface Fault {
  /** The argument's path, or the configuration key, as the caller knows it: `backendPort`, `trivia-pay:backendPort`. */
  readonly path: string;
  /** The value that was given. */
  readonly given: unknown;
  /** What would have been accepted, in words. */
  readonly accepted: string;
}

/** Turns an argument's name into the name that the caller knows it by. A stack passes `key => "project:" + key`. */
export type Label = (argument: string) => string;

/** The label of a caller that uses the component directly: the argument's own name. */
export const ownName: Label = (argument) => argument;

/**
 * Thrown once, with every fault, before a single resource is registered. Pulumi prints its message alone, without a stack:
 * the fault lies in the values, not at a line of code.
 */
export class InvalidArguments extends ProgramError {
  readonly faults: readonly Fault[];

  constructor(subject: string, faults: readonly Fault[]) {
    const count = faults.length === 1 ? "1 value is" : `${faults.length} values are`;
    super(`${subject}: ${count} not acceptable, so nothing was created or changed.\n${faults.map(line).join("\n")}`);
    this.name = "InvalidArguments";
    this.faults = faults;
  }
}

/** Throws InvalidArguments if there is any fault. */
export function refuse(subject: string, faults: readonly Fault[]): void {
  if (faults.length > 0) {
    throw new InvalidArguments(subject, faults);
  }
}

/** What was given and what would have been accepted, for whoever already knows the path. */
export function faultText({ given, accepted }: Fault): string {
  return `given ${shown(given)}; accepted: ${accepted}`;
}

function line(fault: Fault): string {
  return `  ${fault.path}: ${faultText(fault)}`;
}

function shown(given: unknown): string {
  return given === undefined ? "nothing" : JSON.stringify(given);
}
