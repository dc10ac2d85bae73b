/** JSON texts as property values. */
import type { Value } from "../protocol/values.ts";

/** Undefined where the text is no JSON. What JSON can say is what a property value can be. */
export function parseJson(text: string): Value | undefined {
  try {
    return JSON.parse(text) as Value;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
