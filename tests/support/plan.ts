/** Reads what the engine says it would do. */
import assert from "node:assert/strict";
import { isRecord } from "../../rehearsal/oci/facts/conform.ts";
import type { EngineRun } from "../../rehearsal/session/stack.ts";

/** One step of a plan: the operation (`create`, `update`, `replace`...), the type and the resource's name. */
export interface PlannedStep {
  readonly operation: string;
  readonly type: string;
  readonly name: string;
}

/**
 * The steps of a `preview --json` that ended well, without what stays as it is and what is only read.
 * @throws AssertionError with what the engine printed, where the preview failed: it tells steps all the same, but not all.
 */
export function stepsOf({ code, output, stdout }: EngineRun): PlannedStep[] {
  assert.equal(code, 0, output);
  const plan: unknown = JSON.parse(stdout);
  const steps: readonly unknown[] = isRecord(plan) && Array.isArray(plan["steps"]) ? plan["steps"] : [];
  return steps.flatMap((step) => {
    if (!isRecord(step) || step["op"] === "same" || step["op"] === "read") return [];
    const [, , types = "", name = ""] = String(step["urn"]).split("::");
    return [{ operation: String(step["op"]), type: types.split("$").at(-1) ?? "", name }];
  });
}
