/**
 * The part of Logging's query language that is understood here:
 *
 *     search "<compartment>[/<group>[/<log>]]", ...
 *       | where <field> = 'text' and (not <field> != 7 or <field> > 1.5)
 *       | sort by <field> desc, <field>
 *       | limit 10
 *
 * The stages come in any order and number. In a text, `*` stands for any characters. Anything else is refused.
 * @see https://docs.oracle.com/iaas/Content/Logging/Reference/query_language_specification.htm
 */
import { invalidParameter } from "../../errors.ts";
import { tokensOf } from "./query-tokens.ts";
import type { Token } from "./query-tokens.ts";

export type Field = readonly string[];
export type Literal = string | number | boolean;
export type Comparison = "=" | "!=" | ">" | ">=" | "<" | "<=";

export type Condition =
  | { readonly kind: "compare"; readonly field: Field; readonly by: Comparison; readonly to: Literal }
  | { readonly kind: "and" | "or"; readonly of: readonly [Condition, Condition] }
  | { readonly kind: "not"; readonly of: Condition };

export interface SortKey {
  readonly field: Field;
  readonly descending: boolean;
}

export type Stage =
  | { readonly kind: "where"; readonly condition: Condition }
  | { readonly kind: "sort"; readonly keys: readonly SortKey[] }
  | { readonly kind: "limit"; readonly count: number };

export interface Query {
  /** `<compartment>[/<group>[/<log>]]` */
  readonly streams: readonly string[];
  readonly stages: readonly Stage[];
}

const COMPARISONS: readonly string[] = ["=", "!=", ">", ">=", "<", "<="];

/** @throws ServiceError 400 saying where the query stops being understood */
export function parseQuery(text: string): Query {
  const reader = new Reader(tokensOf(text));
  reader.need("search");
  const streams = [reader.stream()];
  while (reader.take(",") || reader.is("quoted")) {
    streams.push(reader.stream());
  }
  const stages: Stage[] = [];
  while (reader.take("|")) {
    stages.push(stage(reader));
  }
  reader.needEnd();
  return { streams, stages };
}

function stage(reader: Reader): Stage {
  if (reader.take("where")) {
    return { kind: "where", condition: either(reader) };
  }
  if (reader.take("sort")) {
    reader.need("by");
    const keys = [sortKey(reader)];
    while (reader.take(",")) {
      keys.push(sortKey(reader));
    }
    return { kind: "sort", keys };
  }
  if (reader.take("limit")) {
    return { kind: "limit", count: reader.count() };
  }
  throw reader.refusal("where, sort by or limit");
}

function sortKey(reader: Reader): SortKey {
  const field = reader.field();
  const descending = reader.take("desc");
  if (!descending) {
    reader.take("asc");
  }
  return { field, descending };
}

function either(reader: Reader): Condition {
  let condition = both(reader);
  while (reader.take("or")) {
    condition = { kind: "or", of: [condition, both(reader)] };
  }
  return condition;
}

function both(reader: Reader): Condition {
  let condition = single(reader);
  while (reader.take("and")) {
    condition = { kind: "and", of: [condition, single(reader)] };
  }
  return condition;
}

function single(reader: Reader): Condition {
  if (reader.take("not")) {
    return { kind: "not", of: single(reader) };
  }
  if (reader.take("(")) {
    const condition = either(reader);
    reader.need(")");
    return condition;
  }
  const field = reader.field();
  return { kind: "compare", field, by: reader.comparison(), to: reader.literal() };
}

/** Goes through the words, one at a time. */
class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get #next(): Token {
    return this.#tokens[this.#at] ?? { kind: "end", value: "the end of the query", column: 0 };
  }

  is(kind: Token["kind"]): boolean {
    return this.#next.kind === kind;
  }

  /** Goes past the next word if it is this keyword or sign. */
  take(word: string): boolean {
    const { kind, value } = this.#next;
    const found = (kind === "name" || kind === "sign") && value.toLowerCase() === word;
    this.#at += found ? 1 : 0;
    return found;
  }

  need(word: string): void {
    if (!this.take(word)) {
      throw this.refusal(word);
    }
  }

  needEnd(): void {
    if (!this.is("end")) {
      throw this.refusal("| or the end of the query");
    }
  }

  stream(): string {
    return this.#value(["quoted"], 'the place to search, "<compartment>[/<log group>[/<log>]]"');
  }

  field(): Field {
    const parts = [this.#value(["name", "quoted"], "a field")];
    while (this.take(".")) {
      parts.push(this.#value(["name", "quoted"], "a field"));
    }
    return parts;
  }

  comparison(): Comparison {
    if (!COMPARISONS.includes(this.#next.value)) {
      throw this.refusal(COMPARISONS.join(" "));
    }
    return this.#value(["sign"], COMPARISONS.join(" ")) as Comparison;
  }

  literal(): Literal {
    if (this.take("true")) {
      return true;
    }
    if (this.take("false")) {
      return false;
    }
    if (this.is("number")) {
      return Number(this.#value(["number"], "a number"));
    }
    return this.#value(["text", "quoted"], "a text in quotes, a number, true or false");
  }

  count(): number {
    if (!/^\d+$/.test(this.#next.value)) {
      throw this.refusal("a whole number");
    }
    return Number(this.#value(["number"], "a whole number"));
  }

  refusal(expected: string): Error {
    const { value, column } = this.#next;
    return invalidParameter(
      `searchQuery is not understood at column ${column}: ${expected} is expected, not ${value}.`,
    );
  }

  #value(kinds: readonly Token["kind"][], expected: string): string {
    if (!kinds.includes(this.#next.kind)) {
      throw this.refusal(expected);
    }
    const { value } = this.#next;
    this.#at += 1;
    return value;
  }
}
