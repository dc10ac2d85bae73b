/** Asserts refusals of the embedded AWS, in a preview and at the service. */
import assert from "node:assert/strict";
import { AwsError } from "../../../rehearsal/aws/errors.ts";
import { KINDS } from "../../../rehearsal/aws/services/index.ts";
import type { Properties } from "../../../rehearsal/plugins/protocol/values.ts";

/** Asserts that the service refuses, with its code and words. */
export function refused(act: () => unknown, code: string, words: RegExp): void {
  assert.throws(act, (error) => {
    assert.ok(error instanceof AwsError, `not refused by AWS: ${String(error)}`);
    assert.equal(error.code, code, error.message);
    assert.match(error.message, words);
    return true;
  });
}

/** What a preview says about the inputs: `property: reason`, sorted. */
export function previewed(type: string, inputs: Properties): string[] {
  const faults = KINDS.get(type)?.check?.(inputs) ?? [];
  return faults.map(({ property, reason }) => `${property}: ${reason}`).sort();
}

/** Asserts that a preview finds one fault, at this property and in these words. */
export function caught(type: string, inputs: Properties, property: string, words: RegExp): void {
  const faults = previewed(type, inputs);
  assert.equal(faults.length, 1, JSON.stringify(faults));
  const [fault = ""] = faults;
  assert.ok(fault.startsWith(`${property}: `), fault);
  assert.match(fault, words);
}
