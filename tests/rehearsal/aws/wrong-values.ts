/** Tests of single wrong values: something that is right, with one value changed. */
import { known } from "../../../rehearsal/aws/checks.ts";
import type { Properties, Value } from "../../../rehearsal/plugins/protocol/values.ts";
import { isObject } from "../../../rehearsal/plugins/protocol/values.ts";
import assert from "node:assert/strict";
import { previewed } from "./refused.ts";

/** A type, inputs that are right, and values that are wrong, by their place: `healthCheck.path`, `rules[0].priority`. */
export interface WrongValues {
  readonly type: string;
  readonly right: Properties;
  readonly wrong: Properties;
}

/** One test for each wrong value: a preview finds it, at its place, and nothing wrong without it. */
export function findsEach(cases: readonly WrongValues[]): void {
  for (const { type, right, wrong } of cases) {
    it(`takes what is right: ${type}`, () => assert.deepEqual(previewed(type, right), []));
    for (const [place, value] of Object.entries(wrong)) {
      it(`finds ${JSON.stringify(value)} at ${place} of ${type}`, () => {
        const faults = previewed(type, changed(right, place, value));
        assert.equal(faults.length, 1, JSON.stringify(faults));
        assert.ok(faults[0]?.startsWith(`${place}: `), faults[0]);
      });
    }
  }
}

/** The same with another value at a place; parts of the way that aren't there are made. */
function changed(inputs: Properties, place: string, value: Value): Properties {
  const copy = structuredClone(inputs);
  const steps = place.split(/[.[\]]+/).filter((step) => step !== "");
  let at: Value = copy;
  steps.forEach((step, i) => {
    if (Array.isArray(at)) {
      at = at[Number(step)] ?? null;
      return;
    }
    assert.ok(isObject(at), `${place}: ${step} has no object to stand in`);
    const isLast = i === steps.length - 1;
    at[step] = isLast ? value : (at[step] ?? {});
    at = at[step];
  });
  const last = steps.at(-1) ?? "";
  if (/^\d+$/.test(last)) {
    const list = known(copy, place.slice(0, place.lastIndexOf("[")));
    if (Array.isArray(list)) list[Number(last)] = value;
  }
  return copy;
}
