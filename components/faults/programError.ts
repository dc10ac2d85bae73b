import { RunError } from "@pulumi/pulumi/errors.js";

/**
 * Ends a program with a message for people. Pulumi prints a RunError's message alone, without a stack.
 *
 * An output that fails is asked for by everything that was made of it, and Pulumi's runtime writes "error serializing property"
 * in front of the message each time. Nothing can be written in front of this one: what it is about stands in it.
 */
export class ProgramError extends RunError {
  constructor(message: string) {
    super(message);
    this.name = "ProgramError";
    // Not read-only: an assignment to that would be an error of its own.
    Object.defineProperty(this, "message", { get: () => message, set: () => {} });
  }
}
