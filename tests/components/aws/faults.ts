import assert from "node:assert/strict";
import type { Fault } from "@tidegate/aws";
import { InvalidArguments } from "@tidegate/aws";
import { useMocks } from "./built.ts";

/** One wrong thing in arguments that are right otherwise: what it is, the change, and the paths that must be named. */
export type Wrong<T> = readonly [string, Partial<T>, readonly string[]];

/** Declares a test for each wrong thing, and one for none. A refusal comes before anything is registered. */
export function refuses<T extends object>(
  right: T,
  judge: (args: T) => Fault[],
  make: (args: T) => unknown,
  cases: readonly Wrong<T>[],
): void {
  it("finds no fault in arguments that are right", () => {
    assert.deepEqual(judge(right), []);
  });

  for (const [what, change, paths] of cases) {
    it(`refuses ${what}, before anything is registered`, async () => {
      const registered: string[] = [];
      await useMocks((_type, name) => registered.push(name));
      assert.throws(
        () => make({ ...right, ...change }),
        (error) => {
          assert.ok(error instanceof InvalidArguments);
          assert.deepEqual(
            error.faults.map(({ path }) => path),
            paths,
          );
          return true;
        },
      );
      assert.deepEqual(registered, []);
    });
  }
}
