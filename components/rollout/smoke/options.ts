/** What a smoke check asks, and for how long. */
import type { Fault, Label } from "@tidegate/faults";
import { wholeNumberFaults } from "@tidegate/faults";
import { urlFaults } from "../faults.ts";

export interface SmokeOptions {
  /** An http or https URL that answers 2xx when all is well. */
  readonly url: string;
  /** Seconds after which no new attempt is made. Default: 120. */
  readonly deadlineSeconds: number;
  /** Seconds that one attempt may take, on this machine's clock also in a rehearsal. Default: 10. */
  readonly attemptSeconds: number;
  /** Headers that every request carries. Default: none. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The options where nothing else is said. */
export const SMOKE_DEFAULTS = { deadlineSeconds: 120, attemptSeconds: 10, headers: {} } as const;

const DAY = 86_400;
const HOUR = 3_600;

/** Everything that is wrong with the options. Values of headers may be secret and are never shown. */
export function smokeFaults({ url, deadlineSeconds, attemptSeconds, headers }: SmokeOptions, label: Label): Fault[] {
  return [
    ...urlFaults(label("url"), url),
    ...wholeNumberFaults(label("deadlineSeconds"), deadlineSeconds, 1, DAY),
    ...wholeNumberFaults(label("attemptSeconds"), attemptSeconds, 1, HOUR),
    ...Object.entries(headers).flatMap(([name, value]) => headerFaults(`${label("headers")}[${name}]`, name, value)),
  ];
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-5 */
function headerFaults(path: string, name: string, value: unknown): Fault[] {
  const named = /^[!#$%&'*+.^_`|~\w-]+$/.test(name);
  const valued = typeof value === "string" && /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
  return [
    ...(named ? [] : [{ path, given: name, accepted: "a header's name, as in x-request-source" }]),
    ...(valued ? [] : [{ path, given: "another value", accepted: "text on one line, in Latin letters" }]),
  ];
}
