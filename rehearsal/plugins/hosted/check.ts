/** What the stand-in refuses before anything is made, and what it fills in. */
import { withName } from "../aws/names.ts";
import { checkInputs } from "../declared/check.ts";
import type { CheckContext, Checked } from "../protocol/provider.ts";
import type { Properties } from "../protocol/values.ts";
import type { Subject } from "./subject.ts";

export function checkResource({ kind, declared, name }: Subject, given: Properties, about: CheckContext): Checked {
  const declaredFaults = checkInputs(given, declared.inputs, declared.inputTypes);
  const named = withName(name, given, about);
  // A kind judges values of the right types.
  if (declaredFaults.length > 0) return { inputs: named.inputs, failures: [...declaredFaults, ...named.failures] };
  const inputs = kind?.fill?.(named.inputs) ?? named.inputs;
  return { inputs, failures: [...named.failures, ...(kind?.check?.(inputs) ?? [])] };
}
