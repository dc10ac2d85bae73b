import { decode } from "./decode.ts";
import { looksRandom } from "./entropy.ts";
import { RULES } from "./rules.ts";

/** A line that may not be shown. It never holds what was found. */
export interface Finding {
  /** 1-based. */
  readonly line: number;
  /** The rule's name: `jwt`, `named-secret`, `high-entropy`. */
  readonly rule: string;
}

/**
 * Looks for anything in a text that is more than a placeholder: credentials by their form, values under the name of a secret,
 * passwords in URLs, long texts that look random; also within base64 and gzip.
 *
 * @returns a finding for each line and rule, in the order of the lines; none where the text may be shown
 */
export function scan(text: string): Finding[] {
  return text
    .split("\n")
    .flatMap((line, index) => [...rulesBrokenBy(line, 0)].map((rule) => ({ line: index + 1, rule })));
}

/** How deep a text within a text is looked into. */
const DEEPEST = 3;

function rulesBrokenBy(line: string, depth: number): Set<string> {
  const { rest, texts } = depth < DEEPEST ? decode(line) : { rest: line, texts: [] };
  const broken = new Set(RULES.filter(({ finds }) => finds(line)).map(({ name }) => name));
  if (looksRandom(rest)) broken.add("high-entropy");
  for (const inner of texts.flatMap((found) => found.split("\n"))) {
    rulesBrokenBy(inner, depth + 1).forEach((rule) => broken.add(rule));
  }
  return broken;
}
