/** What stands in a program: texts in quotes with escapes in them, and what says where a value comes from. */
import { toldBy } from "./names.ts";

/** Whether what stands behind a sign begins with a call, a subscript or a property: `getToken("x")`, `os.environ["X"]`, `event.password`. */
export function isCode(rest: string): boolean {
  if (SUBSCRIPT.test(rest)) return true;
  if (CALL.test(rest)) return ENDS_IN_BRACKET.test(LINE.exec(rest)?.[0].trimEnd() ?? "");
  const property = PROPERTY.exec(rest)?.[0];
  return property !== undefined && toldBy(property) !== undefined;
}

const CALL = /^(?:(?:await|new) )?[A-Za-z_]\w{2,60}(?:\??\.[A-Za-z_]\w{0,60}){0,6}\(/;
const LINE = /^(?:[^\n\0\\]|\\(?!n)){0,300}/;
const ENDS_IN_BRACKET = /[)\]][)\]};,"'\\]{0,9}$/;

const SUBSCRIPT = /^[A-Za-z_]\w{1,60}(?:\.[A-Za-z_]\w{0,60}){0,6}\[\\{0,4}["'][\w.-]{1,80}\\{0,4}["']\]/;

/** A property whose own name is telling. */
const PROPERTY = /^[A-Za-z_]\w{0,60}(?:\??\.[A-Za-z_]\w{0,60}){1,8}(?![\w.@!#%*+$-])/;

/** Texts in double quotes that have a line's end or a quote in them, as the program sees them. */
export function literalsIn(text: string): string[] {
  if (!/\\[n"]/.test(text)) return [];
  const literals: string[] = [];
  for (let open = text.indexOf('"'); open >= 0;) {
    const end = endOf(text, open + 1);
    if (text[end] !== '"') {
      // It never ended: the next line may hold a whole one.
      open = text.indexOf('"', end);
      continue;
    }
    const literal = text.slice(open, end + 1);
    if (literal.length >= SHORTEST && /\\[n"]/.test(literal)) literals.push(...unescaped(literal));
    open = text.indexOf('"', end + 1);
  }
  return literals;
}

/** Characters, with the quotes. */
const SHORTEST = 10;

/** Where a text in quotes ends: at its closing quote, or at the end of the line. */
function endOf(text: string, start: number): number {
  let at = start;
  while (at < text.length && text[at] !== '"' && text[at] !== "\n") at += text[at] === "\\" ? 2 : 1;
  return Math.min(at, text.length);
}

/** JavaScript has escapes that JSON doesn't know; then it isn't looked into, and looked at as it stands. */
function unescaped(literal: string): string[] {
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === "string" ? [value] : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
