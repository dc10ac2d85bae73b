/** Secrets in values, found by what they are. */
export { secretsIn } from "./detect.ts";
export type { Found } from "./detect.ts";
export { isPlaceholder, isReference } from "./harmless.ts";
export { decodedText } from "./decode.ts";
export { isRandom } from "./random.ts";
