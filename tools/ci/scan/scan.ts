import { secretsIn } from "@tidegate/secret-free/detect";
import { looksRandom } from "./random.ts";

/** A line that may not be shown. It never holds what was found. */
export interface Finding {
  /** 1-based. */
  readonly line: number;
  /** The rule's name: `jwt`, `named-secret`, `high-entropy`. */
  readonly rule: string;
}

/**
 * Looks for anything in a text that is more than a placeholder: what the policy pack secret-free finds in a state, also within base64
 * and gzip; and, since people read it, long texts that look random, whatever they are called.
 *
 * @returns a finding for each line and rule, in the order of the lines; none where the text may be shown
 */
export function scan(text: string): Finding[] {
  return text.split("\n").flatMap((line, index) => [...rulesBrokenBy(line)].map((rule) => ({ line: index + 1, rule })));
}

function rulesBrokenBy(line: string): Set<string> {
  const broken = new Set(secretsIn([line, newValue(line)]).map(({ rule }) => rule));
  if (looksRandom(line)) broken.add("high-entropy");
  return broken;
}

/** A change with its new value alone: `~ apiKey: "CHANGEME" => "x"` is `~ apiKey: "x"`. */
function newValue(line: string): string {
  const [old, ...rest] = line.split(/" => (?=")/);
  const value = rest.join('" => ');
  return value === "" ? "" : `${old?.replace(/"[^"]*$/, "") ?? ""}${value}`;
}
