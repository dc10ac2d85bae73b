/** The words of a search query. */
import { invalidParameter } from "../../errors.ts";

export interface Token {
  /**
   * `name` is a field or a keyword, `quoted` a name in double quotes, `text` a literal in single quotes; `end` follows
   * the last one.
   */
  readonly kind: "name" | "quoted" | "text" | "number" | "sign" | "end";
  /** Without its quotes. */
  readonly value: string;
  /** Where it begins in the query, from 1. */
  readonly column: number;
}

const TOKEN =
  /\s*(?:(?<name>[A-Za-z_]\w*)|"(?<quoted>(?:[^"]|"")*)"|'(?<text>(?:[^'\\]|\\.|'')*)'|(?<number>-?\d+(?:\.\d+)?)|(?<sign>!=|>=|<=|[=<>|,.()]))/y;

/** @throws ServiceError 400 where something is no word of the language */
export function tokensOf(query: string): Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(TOKEN);
  const end = query.trimEnd().length;
  while (pattern.lastIndex < end) {
    const from = pattern.lastIndex;
    const found = pattern.exec(query);
    if (found === null) {
      const column = from + (/\S/.exec(query.slice(from))?.index ?? 0) + 1;
      throw invalidParameter(`searchQuery can't be read at column ${column}: ${query.slice(column - 1, column + 19)}`);
    }
    tokens.push(tokenOf(found));
  }
  return [...tokens, { kind: "end", value: "the end of the query", column: end + 1 }];
}

function tokenOf(found: RegExpExecArray): Token {
  const { name, quoted, text, number, sign } = found.groups ?? {};
  const column = found.index + (/\S/.exec(found[0])?.index ?? 0) + 1;
  if (quoted !== undefined) {
    return { kind: "quoted", value: quoted.replaceAll('""', '"'), column };
  }
  if (text !== undefined) {
    return { kind: "text", value: text.replaceAll(/\\(.)|'(')/g, "$1$2"), column };
  }
  if (name !== undefined) {
    return { kind: "name", value: name, column };
  }
  return number === undefined ? { kind: "sign", value: sign ?? "", column } : { kind: "number", value: number, column };
}
