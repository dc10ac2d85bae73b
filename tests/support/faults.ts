/** What a program finds wrong with what it was given. */
import assert from "node:assert/strict";
import type { Fault } from "@tidegate/faults";
import { InvalidArguments } from "@tidegate/faults";

/** The faults that `act` throws, all at once; none where it ends well. Any other error fails the test. */
export function faultsOf(act: () => unknown): readonly Fault[] {
  try {
    act();
  } catch (error) {
    if (error instanceof InvalidArguments) return error.faults;
    assert.fail(error instanceof Error ? error : String(error));
  }
  return [];
}
