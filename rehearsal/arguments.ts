/** Reads what was given on the command line. */
import { InvalidArgumentError } from "commander";

/** @throws InvalidArgumentError where the text is no whole number of 0 or more */
export function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) {
    throw new InvalidArgumentError("It must be a whole number, 0 or more.");
  }
  return Number(text);
}
