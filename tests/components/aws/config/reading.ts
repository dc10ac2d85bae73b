/** Reads parts of a made-up stack's configuration, `quiz`, and shows what came of it. */
import assert from "node:assert/strict";
import { ConfigReader } from "@tidegate/faults";
import { faultsOf } from "../../../support/faults.ts";

/** Keys without the project's name, and the texts that a person set. */
export type Keys = Readonly<Record<string, string>>;

export interface Reading<T> {
  readonly value: T;
  /** The keys of all faults, sorted, each once: parts that share an argument judge it both. */
  readonly keys: readonly string[];
}

/** Reads with `work`, which adds its faults to the reader, as a stack's own configuration does. */
export function reading<T>(values: Keys, work: (reader: ConfigReader) => T): Reading<T> {
  const reader = new ConfigReader("quiz", (key) => values[key]);
  const value = work(reader);
  const paths = faultsOf(() => reader.done()).map(({ path }) => path);
  return { value, keys: [...new Set(paths)].sort() };
}

/** Declares a test for each wrong thing: what it is, the change, and the keys that must be named, without `quiz:`. */
export function refusesEach<Change>(
  read: (change: Change) => Reading<unknown>,
  cases: readonly (readonly [what: string, change: Change, keys: readonly string[]])[],
): void {
  for (const [what, change, keys] of cases) {
    it(`refuse ${what}, by the key`, () => {
      assert.deepEqual(
        read(change).keys,
        keys.map((key) => `quiz:${key}`),
      );
    });
  }
}
