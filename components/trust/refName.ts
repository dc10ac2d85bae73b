/**
 * Names of branches and tags, as git takes them.
 * @see https://git-scm.com/docs/git-check-ref-format
 */
import type { Fault } from "@tidegate/faults";

/** What is wrong with the name of a branch or a tag, without `refs/heads/` before it, each reason by itself. */
export function refNameFaults(path: string, given: string): Fault[] {
  return RULES.filter(([wrong]) => wrong.test(given)).map(([, accepted]) => ({ path, given, accepted }));
}

const RULES: readonly (readonly [RegExp, string])[] = [
  [/^$/, "a name"],
  [/[*?]/, "one name: * and ? would stand for others too"],
  [/^refs\//, "the name alone, without refs/heads/ or refs/tags/"],
  [/:/, "a name without a colon: it parts the claim, and git takes none"],
  [/^\/|\/$|\/\//, "a name without an empty part: no slash first, last or twice"],
  [/\.\./, "a name without two dots in a row"],
  [/(^|\/)\.|\.$|\.lock(\/|$)/, "a name without a dot first in a part or last, and without .lock at a part's end"],
  [/^@$|@\{/, "a name other than @, and without @{"],
  [/^-/, "a name without a hyphen first"],
  [/[\s~^[\\\p{Cc}]/u, "a name without blanks, control characters, ~, ^, [ and backslashes"],
];
