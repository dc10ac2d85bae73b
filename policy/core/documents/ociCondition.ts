/**
 * Conditions of OCI's statements: `a = 'x'`, `any {…}`, `all {…}`, one within the other.
 * @see https://docs.oracle.com/en-us/iaas/Content/Identity/policysyntax/conditions.htm
 */

/**
 * Whether nobody gets past a condition but by what one of these variables is: `variable = 'value'`. Of `all`, one such part is
 * enough; of `any`, each part must be one. A pattern (`/dev-*\/`) and `!=` pin nothing, and what can't be read doesn't either.
 *
 * @param isPin whether a variable counts, and its value, both in small letters: `request.principal.type`, `apigateway`
 */
export function isPinnedBy(condition: string, isPin: (variable: string, value: string) => boolean): boolean {
  const text = condition.trim();
  const group = /^(any|all)\s*\{/i.exec(text);
  if (group === null) return isPin(...comparisonOf(text));
  if (!text.endsWith("}")) return false;
  const parts = partsOf(text.slice(group[0].length, -1));
  if (parts === undefined || parts.length === 0) return false;
  const isAny = group[1]?.toLowerCase() === "any";
  return isAny ? parts.every((part) => isPinnedBy(part, isPin)) : parts.some((part) => isPinnedBy(part, isPin));
}

/** The variable and the value of an exact comparison; empty where it is none. What `!=` compares ends in `!`, which no variable does. */
function comparisonOf(comparison: string): [variable: string, value: string] {
  const at = comparison.indexOf("=");
  if (at < 0) return ["", ""];
  const value = comparison.slice(at + 1).trim();
  const inner = value.slice(1, -1);
  const isText = value.length > 2 && value.startsWith("'") && value.endsWith("'") && !inner.includes("'");
  return isText && !inner.includes("*")
    ? [comparison.slice(0, at).trim().toLowerCase(), inner.toLowerCase()]
    : ["", ""];
}

/** The parts between commas, outside quotes and braces; undefined where those don't close. */
function partsOf(text: string): string[] | undefined {
  const parts: string[] = [];
  let part = "";
  let depth = 0;
  let isQuoted = false;
  for (const character of text) {
    if (character === "'") isQuoted = !isQuoted;
    if (!isQuoted && character === "{") depth += 1;
    if (!isQuoted && character === "}") depth -= 1;
    if (depth < 0 || depth > DEEPEST) return undefined;
    if (character === "," && depth === 0 && !isQuoted) {
      parts.push(part);
      part = "";
    } else {
      part += character;
    }
  }
  return depth === 0 && !isQuoted ? [...parts, part].filter((one) => one.trim() !== "") : undefined;
}

/** Far more than anybody writes. */
const DEEPEST = 16;
