/** Tests of single wrong values: something that is right, with one value changed. */
import assert from "node:assert/strict";
import type { Properties, Value } from "../../../rehearsal/plugins/protocol/values.ts";
import { isObject } from "../../../rehearsal/plugins/protocol/values.ts";
import { caught, previewed } from "./refused.ts";

/** A type, inputs that are right, and values that are wrong, by their place: `healthCheck.path`, `rules[0].priority`. */
export interface WrongValues {
  readonly type: string;
  readonly right: Properties;
  readonly wrong: Properties;
  /** What the preview says of a value, by its place. Default: anything. */
  readonly words?: Readonly<Record<string, RegExp>>;
}

/** One test for each wrong value: a preview finds it, at its place, and nothing wrong without it. */
export function findsEach(cases: readonly WrongValues[]): void {
  for (const { type, right, wrong, words } of cases) {
    it(`takes what is right: ${type}`, () => assert.deepEqual(previewed(type, right), []));
    for (const [place, value] of Object.entries(wrong)) {
      it(`finds ${JSON.stringify(value)} at ${place} of ${type}`, () => {
        caught(type, changed(right, place, value), place, words?.[place] ?? /./);
      });
    }
  }
}

/** The same with another value at a place; parts of the way that aren't there are made. */
function changed(inputs: Properties, place: string, value: Value): Properties {
  const [first = "", ...rest] = place.split(/[.[\]]+/).filter((step) => step !== "");
  return { ...inputs, [first]: replaced(inputs[first], rest, value) };
}

function replaced(at: Value | undefined, [step, ...rest]: readonly string[], value: Value): Value {
  if (step === undefined) return value;
  if (!/^\d+$/.test(step)) {
    const object = at !== undefined && isObject(at) ? at : {};
    return { ...object, [step]: replaced(object[step], rest, value) };
  }
  const list = Array.isArray(at) ? [...at] : [];
  list[Number(step)] = replaced(list[Number(step)], rest, value);
  return list;
}
