/** Lists of property values. */
import { sameValue, type Value } from "../protocol/values.ts";

/** Elements of `a` that have no partner in `b`; equal elements pair off one by one. */
export function without(a: readonly Value[], b: readonly Value[], same = sameValue): Value[] {
  const rest = [...b];
  return a.filter((item) => {
    const at = rest.findIndex((other) => same(item, other));
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}
