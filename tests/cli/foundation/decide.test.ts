import assert from "node:assert/strict";
import { placeOf } from "../../../cli/foundation/decide.ts";
import type { Held, Place } from "../../../cli/foundation/decide.ts";

const CASES: readonly [bucket: Held, local: Held, place: Place][] = [
  ["nowhere", "absent", "local"],
  ["nowhere", "empty", "local"],
  ["nowhere", "full", "local"],
  ["absent", "absent", "local"],
  ["absent", "empty", "local"],
  ["absent", "full", "local"],
  ["empty", "absent", "bucket"],
  ["empty", "empty", "local"],
  ["empty", "full", "torn"],
  ["full", "absent", "bucket"],
  ["full", "empty", "torn"],
  ["full", "full", "torn"],
];

describe("where the foundation's state is", () => {
  for (const [bucket, local, place] of CASES) {
    it(`${place}, where the bucket is ${bucket} and the folder ${local}`, () => {
      assert.equal(placeOf(bucket, local), place);
    });
  }
});
