/** Where something stands in a resource, as Pulumi writes it: `containerDefinitions[0].environment[2].value`. */
import { pathText } from "@tidegate/policy";
import { FORMS } from "./forms.ts";
import { isMixed, isRandom } from "./random.ts";

/** A path one step further. A key that could be a secret itself, or is no name, is told by its number. */
export function pathOf(base: string, key: string, index: number): string {
  if (!isFit(key)) return `${base}[key ${index + 1}]`;
  const step = pathText([key]);
  return base === "" || step.startsWith("[") ? `${base}${step}` : `${base}.${step}`;
}

/** Whether a key may be told. A password that reads as a name can't be told from one. */
function isFit(key: string): boolean {
  if (key.length > 64 || !/^[\w$./: -]{1,64}$/.test(key)) return false;
  return key.length < 12 || !(isMixed(key) || isRandom(key, 12) || FORMS.some(({ form }) => key.search(form) >= 0));
}
