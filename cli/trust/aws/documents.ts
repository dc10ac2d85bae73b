/** IAM's documents, taken apart. */
import { recordOf, textsOf } from "../stated.ts";

export type Document = Readonly<Record<string, unknown>>;

export interface NamedDocument {
  readonly name: string;
  readonly document: Document;
}

/** A document in a state or a plan; undefined where it isn't known yet, or is none. */
export function documentOf(value: unknown): Document | undefined {
  if (typeof value !== "string") return undefined;
  try {
    const document = recordOf(JSON.parse(value));
    return Object.keys(document).length === 0 ? undefined : document;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export function statementsOf(document: Document): Document[] {
  return [document["Statement"]].flat().map(recordOf);
}

/** Whether the statement speaks of the action: IAM ignores the case of actions. */
export function concerns(statement: Document, action: string): boolean {
  const isNamed = (patterns: readonly string[]) =>
    patterns.some((pattern) => isLike(pattern, action.toLowerCase(), "i"));
  const others = textsOf(statement["NotAction"]);
  return others.length > 0 ? !isNamed(others) : isNamed(textsOf(statement["Action"]));
}

/** Whether a text is what a pattern of IAM means: `*` any text, `?` any one character. */
export function isLike(pattern: string, text: string, flags: "" | "i" = ""): boolean {
  const key = `${flags}/${pattern}`;
  const known = PATTERNS.get(key);
  if (known !== undefined) return known.test(text);
  const parts = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  const made = new RegExp(`^${parts}$`, `s${flags}`);
  PATTERNS.set(key, made);
  return made.test(text);
}

/** The same few patterns are asked for thousands of times. */
const PATTERNS = new Map<string, RegExp>();

/** Something that the pattern means. */
export function example(pattern: string): string {
  return pattern.replace(/[*?]/g, "x");
}

/** The document with those statements alone that speak of the action. The others decide nothing, and cost time. */
export function about(document: Document, action: string): Document {
  return { ...document, Statement: statementsOf(document).filter((one) => concerns(one, action)) };
}
