/**
 * Statements of OCI's policies, taken apart.
 * @see https://docs.oracle.com/en-us/iaas/Content/Identity/Concepts/policysyntax.htm
 */

export interface OciStatement {
  /** The first word, in small letters: `allow`, `endorse`, `admit`, `define`. */
  readonly keyword: string;
  /** In small letters, without commas: `["group", "default/deploy"]`, `["any-user"]`. */
  readonly subject: readonly string[];
  /** `inspect`, `read`, `use`, `manage`, or permissions in braces. Empty where there is none. */
  readonly verb: string;
  /** `instances`; empty where permissions stand in braces. */
  readonly resource: string;
  /** `["tenancy"]`, `["compartment", "id", "ocid1.compartment…"]`. */
  readonly place: readonly string[];
  /** What follows `where`, as it is written. Empty where nothing does. */
  readonly condition: string;
}

/** Reads a statement. Line breaks and spare blanks count for nothing. What is no statement has an empty verb. */
export function ociStatement(text: string): OciStatement {
  const words = wordsOf(text);
  const lower = words.map((word) => word.text.toLowerCase());
  const where = indexOr(lower, "where", 0);
  const to = indexOr(lower, "to", 0, where);
  const within = indexOr(lower, "in", to, where);
  const [verb = "", ...resource] = lower.slice(to + 1, within);
  return {
    keyword: lower[0] ?? "",
    subject: lower.slice(1, to),
    verb,
    resource: resource.join(" "),
    place: lower.slice(within + 1, where),
    condition: text.slice(words[where]?.end ?? text.length).trim(),
  };
}

/** Where a word stands, or the end of what is looked at. */
function indexOr(words: readonly string[], word: string, from: number, end = words.length): number {
  const found = words.indexOf(word, from);
  return found < 0 || found > end ? end : found;
}

interface Word {
  readonly text: string;
  /** Where in the statement the next character stands. */
  readonly end: number;
}

/** Words by blanks and commas; what stands in quotes or in braces stays together. */
function wordsOf(statement: string): Word[] {
  const words: Word[] = [];
  let [start, at] = [0, 0];
  let closing = "";
  const close = (): void => {
    if (at > start) words.push({ text: statement.slice(start, at), end: at });
    start = at + 1;
  };
  for (; at < statement.length; at += 1) {
    const character = statement.charAt(at);
    if (closing === "" && GAP.test(character)) close();
    else if (closing === "") closing = CLOSINGS[character] ?? "";
    else if (character === closing) closing = "";
  }
  close();
  return words;
}

const GAP = /[\s,]/;
const CLOSINGS: Readonly<Record<string, string>> = { "'": "'", '"': '"', "{": "}" };
