/**
 * Conditions of policy statements and of dynamic groups' matching rules.
 * @see https://docs.oracle.com/iaas/Content/Identity/policysyntax/conditions.htm
 */
import type { Tokens, Token } from "./tokens.ts";

export type Condition =
  | { readonly kind: "any" | "all"; readonly of: readonly Condition[] }
  | { readonly kind: "is" | "isNot"; readonly variable: string; readonly values: readonly Value[] }
  | { readonly kind: "isThere"; readonly variable: string };

export interface Value {
  readonly text: string;
  /** Whether `*` at its start or end stands for anything. */
  readonly pattern: boolean;
}

/** What a condition's variables stand for; a variable that doesn't apply is not there. */
export type Variables = Readonly<Record<string, string | undefined>>;

const VARIABLE = /^[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)+$/i;

/** Reads `variable = 'value'`, `variable in ('a', 'b')`, `any {...}`, `all {...}` or a bare `variable`. */
export function readCondition(tokens: Tokens): Condition {
  for (const kind of ["any", "all"] as const) {
    if (tokens.take(kind)) {
      return { kind, of: readGroup(tokens) };
    }
  }
  const token = tokens.peek();
  if (token?.kind !== "word" || !VARIABLE.test(token.text)) {
    throw tokens.refuse(`"any {", "all {" or a variable such as target.secret.id`);
  }
  return readComparison(tokens, tokens.next("a variable").text);
}

/** Whether a condition holds. OCI compares without regard to case, and a variable that doesn't apply makes it false. */
export function holds(condition: Condition, variables: Variables): boolean {
  switch (condition.kind) {
    case "any":
      return condition.of.some((part) => holds(part, variables));
    case "all":
      return condition.of.every((part) => holds(part, variables));
    case "isThere":
      return valueOf(condition.variable, variables) !== undefined;
    case "is":
    case "isNot": {
      const has = valueOf(condition.variable, variables);
      const among = has !== undefined && condition.values.some((value) => agrees(value, has));
      return has !== undefined && among === (condition.kind === "is");
    }
  }
}

/** Every variable that a condition names. */
export function variablesOf(condition: Condition): string[] {
  return "of" in condition ? condition.of.flatMap(variablesOf) : [condition.variable];
}

function readGroup(tokens: Tokens): Condition[] {
  tokens.need("{");
  const parts = [readCondition(tokens)];
  while (tokens.take(",")) {
    parts.push(readCondition(tokens));
  }
  tokens.need("}");
  return parts;
}

function readComparison(tokens: Tokens, variable: string): Condition {
  if (tokens.take("=")) {
    return { kind: "is", variable, values: [readValue(tokens)] };
  }
  if (tokens.take("!=")) {
    return { kind: "isNot", variable, values: [readValue(tokens)] };
  }
  if (tokens.take("in")) {
    return { kind: "is", variable, values: readValues(tokens) };
  }
  if (tokens.take("not")) {
    tokens.need("in");
    return { kind: "isNot", variable, values: readValues(tokens) };
  }
  return { kind: "isThere", variable };
}

function readValues(tokens: Tokens): Value[] {
  tokens.need("(");
  const values = [readValue(tokens)];
  while (tokens.take(",")) {
    values.push(readValue(tokens));
  }
  tokens.need(")");
  return values;
}

function readValue(tokens: Tokens): Value {
  const token: Token | undefined = tokens.peek();
  if (token === undefined || (token.kind !== "text" && token.kind !== "pattern")) {
    throw tokens.refuse("a value in quotes, such as 'GetSecretBundle', or a pattern such as /prod-*/");
  }
  tokens.next("a value");
  return { text: token.text, pattern: token.kind === "pattern" };
}

function valueOf(variable: string, variables: Variables): string | undefined {
  const wanted = variable.toLowerCase();
  return Object.entries(variables).find(([name]) => name.toLowerCase() === wanted)?.[1];
}

function agrees(value: Value, has: string): boolean {
  const wanted = value.text.toLowerCase();
  const actual = has.toLowerCase();
  if (!value.pattern) {
    return wanted === actual;
  }
  const form = wanted.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${form.join(".*")}$`).test(actual);
}
