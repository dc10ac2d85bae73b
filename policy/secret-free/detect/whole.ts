/** Secrets that are known when a value is one whole text: by its name, or by a form that only a whole text shows. */
import { decodedText } from "./decode.ts";
import { isHarmless } from "./harmless.ts";
import { toldBy, wordsOf } from "./names.ts";
import { entropyOf, isRandom } from "./random.ts";
import { isBasicAuth } from "./texts.ts";

/**
 * The rule that a value breaks as a whole, or undefined.
 *
 * @param isRest whether it is the rest of base64 that began before it, which may be as long as a key
 */
export function wholeRule(text: string, name: string | undefined, isRest = false): string | undefined {
  const value = text.trim();
  const told = toldBy(name);
  if (told !== undefined && !isFile(value)) return isHarmless(value, told) ? undefined : "named-secret";
  const words = wordsOf(name ?? "");
  if (words.at(-1) === "auth" && isBasicAuth(value)) return "basic-auth";
  if (looksLikeOciAuthToken(value)) return "oci-auth-token";
  return !isRest && looksLikeAwsSecret(value) && !words.some((word) => DIGESTS.has(word))
    ? "aws-secret-key"
    : undefined;
}

/** Whether a text is long or of several lines: it is no password, and whatever is in it is looked for by other rules. */
function isFile(value: string): boolean {
  return value.length > LONGEST || value.includes("\n");
}

/** Characters. */
const LONGEST = 8192;

/** A value that is called so is worked out of something that everybody may see. */
const DIGESTS = new Set(
  "digest hash sha checksum etag fingerprint thumbprint integrity md signature id ids arn nonce version revision challenge state".split(
    " ",
  ),
);

/** 40 characters of base64, drawn at random: what AWS gives beside an access key's id. */
function looksLikeAwsSecret(value: string): boolean {
  if (value.length !== 40 || !/^[A-Za-z0-9+/]{40}$/.test(value)) return false;
  return (
    /[a-z]/.test(value) &&
    /[A-Z]/.test(value) &&
    entropyOf(value) >= 4.2 &&
    isRandom(value) &&
    decodedText(value) === undefined
  );
}

/**
 * 20 characters with letters, digits and three signs or more, as OCI draws its auth tokens.
 * @see https://docs.oracle.com/en-us/iaas/Content/Identity/access/working-with-auth-tokens.htm
 */
function looksLikeOciAuthToken(value: string): boolean {
  if (value.length !== 20 || !/^[A-Za-z0-9!-/:-@[-`{-~]{20}$/.test(value)) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9./_:-]/];
  if (!kinds.every((kind) => kind.test(value)) || (value.match(/[^A-Za-z0-9]/g) ?? []).length < 3) return false;
  return !/\$\{|\{\{|[A-Za-z]{7}|\[[A-Za-z0-9]-[A-Za-z0-9]/.test(value) && entropyOf(value) >= 3.6;
}
