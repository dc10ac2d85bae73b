/** Archives and assets among values: a Lambda function's code. What they hold is told by their hash. */
import { isObject, type Properties, type Value } from "../protocol/values.ts";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const KINDS: readonly unknown[] = ["c44067f5952c0a294b673a41bacd8c17", "0def7320c3a5731c473e5ecbe6d01bc7"];

export const isAsset = (value: Value): value is Properties => isObject(value) && KINDS.includes(value[SIGNATURE]);

/** The same contents, wherever they lie. */
export function sameAsset(before: Value, after: Value): boolean {
  return isAsset(before) && isAsset(after) && before["hash"] !== undefined && before["hash"] === after["hash"];
}

/** The value with every asset reduced to its hash: that is all that the world keeps of it. */
export function withHashes(value: Value): Value {
  if (isAsset(value)) return { hash: value["hash"] ?? "" };
  if (Array.isArray(value)) return value.map(withHashes);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withHashes(item)]));
}
