/** What the stand-in refuses before anything is made, and what it fills in, in the order in which the bridge does it. */
import type { Kind, NameRule } from "../../aws/kind.ts";
import { checkInputs } from "../declared/check.ts";
import type { CheckContext, Checked } from "../protocol/provider.ts";
import type { Properties } from "../protocol/values.ts";
import { withTexts } from "./documents.ts";
import type { Declared } from "./facts/types.ts";
import { withName } from "./names.ts";
import type { Settings } from "./settings.ts";
import { allTags, isTaggable } from "./tags.ts";

export interface CheckSubject {
  readonly kind: Kind | undefined;
  readonly declared: Declared;
  readonly name: NameRule | undefined;
  readonly settings: Settings;
}

export function checkResource(subject: CheckSubject, given: Properties, about: CheckContext): Checked {
  const { kind, declared, name, settings } = subject;
  const texts = withTexts(isTaggable(declared) ? settable(given) : given, declared.inputs);
  const declaredFaults = checkInputs(texts, declared.inputs, declared.inputTypes);
  const named = withName(name, texts, about);
  const inputs = { ...named.inputs };
  if (isTaggable(declared)) inputs["tagsAll"] = allTags(inputs, settings);
  if ("region" in declared.inputs) inputs["region"] ??= settings.region;
  // A kind judges values of the right types.
  const own = declaredFaults.length === 0 ? (kind?.check?.(inputs) ?? []) : [];
  return { inputs, failures: [...declaredFaults, ...named.failures, ...own] };
}

/** Without what the engine hands back where a program ignores changes of all tags: they are worked out anew. */
function settable({ tagsAll: _all, ...own }: Properties): Properties {
  return own;
}
