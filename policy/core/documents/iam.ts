/**
 * IAM's JSON documents, whatever form they have: text or object, one statement or a list, one text or many. What a preview
 * doesn't know yet stands apart, so that nobody takes it for missing.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
import { UNKNOWN } from "../policy.ts";

export interface Statement {
  /** Where it stands in its document: `Statement[0]`, or `Statement` where there is only one. */
  readonly path: string;
  /** A statement that doesn't say `Deny` counts as one that allows. */
  readonly effect: "Allow" | "Deny";
  /** Undefined where the statement doesn't have the element. */
  readonly action: Texts | undefined;
  readonly notAction: Texts | undefined;
  readonly resource: Texts | undefined;
  readonly notResource: Texts | undefined;
  readonly principal: Principals | undefined;
  readonly notPrincipal: Principals | undefined;
  readonly conditions: Conditions;
}

export interface Texts {
  readonly values: readonly string[];
  /** Whether everything is known. */
  readonly isWhole: boolean;
}

export interface Principals {
  readonly values: readonly Principal[];
  readonly isWhole: boolean;
}

export interface Principal {
  /** `AWS`, `Federated`, `Service`, `CanonicalUser`, or `*` where the element is that and nothing else. */
  readonly kind: string;
  readonly value: string;
}

export interface Conditions {
  readonly values: readonly Condition[];
  readonly isWhole: boolean;
}

export interface Condition {
  /** In small letters: `stringequals`, `foranyvalue:stringlike`, `arnlikeifexists`. */
  readonly operator: string;
  /** In small letters, because their case doesn't count. */
  readonly key: string;
  readonly values: Texts;
}

/**
 * The statements of a document.
 *
 * @param value the property: JSON text, or an object that stands for it
 * @returns none where there is no document, or it isn't known; undefined where it can't be read
 */
export function statementsOf(value: unknown): readonly Statement[] | undefined {
  if (value === undefined || value === null || value === "" || value === UNKNOWN) return [];
  const document = typeof value === "string" ? parsed(value) : value;
  if (!isRecord(document)) return undefined;
  const given = element(document, "Statement");
  if (given === undefined || given === UNKNOWN) return [];
  const list = Array.isArray(given)
    ? given.map((item: unknown, index) => ({ item, path: `Statement[${index}]` }))
    : [{ item: given, path: "Statement" }];
  const known = list.filter(({ item }) => item !== UNKNOWN);
  if (!known.every(({ item }) => isRecord(item))) return undefined;
  return known.flatMap(({ item, path }) => (isRecord(item) ? statementOf(item, path) : []));
}

function statementOf(given: Json, path: string): Statement[] {
  const effect = element(given, "Effect");
  if (effect === UNKNOWN) return [];
  return [
    {
      path,
      effect: typeof effect === "string" && effect.toLowerCase() === "deny" ? "Deny" : "Allow",
      action: textsOf(element(given, "Action")),
      notAction: textsOf(element(given, "NotAction")),
      resource: textsOf(element(given, "Resource")),
      notResource: textsOf(element(given, "NotResource")),
      principal: principalsOf(element(given, "Principal")),
      notPrincipal: principalsOf(element(given, "NotPrincipal")),
      conditions: conditionsOf(element(given, "Condition")),
    },
  ];
}

function textsOf(given: unknown): Texts | undefined {
  if (given === undefined || given === null) return undefined;
  const list: unknown[] = Array.isArray(given) ? given : [given];
  return {
    // Anything else is nothing that IAM takes.
    values: list.flatMap((item) => (["string", "number", "boolean"].includes(typeof item) ? [String(item)] : [])),
    isWhole: !list.includes(UNKNOWN),
  };
}

function principalsOf(given: unknown): Principals | undefined {
  if (given === undefined || given === null) return undefined;
  if (given === UNKNOWN) return { values: [], isWhole: false };
  if (!isRecord(given)) {
    const texts = textsOf(given);
    return texts && { values: texts.values.map((value) => ({ kind: "*", value })), isWhole: texts.isWhole };
  }
  const kinds = Object.entries(given).map(([kind, value]) => ({ kind, texts: textsOf(value) }));
  return {
    values: kinds.flatMap(({ kind, texts }) => (texts?.values ?? []).map((value) => ({ kind, value }))),
    isWhole: kinds.every(({ texts }) => texts?.isWhole ?? true),
  };
}

function conditionsOf(given: unknown): Conditions {
  if (given === UNKNOWN) return { values: [], isWhole: false };
  if (!isRecord(given)) return { values: [], isWhole: true };
  const operators = Object.entries(given);
  return {
    values: operators.flatMap(([operator, keys]) =>
      isRecord(keys)
        ? Object.entries(keys).map(([key, values]) => ({
            operator: operator.toLowerCase(),
            key: key.toLowerCase(),
            values: textsOf(values) ?? { values: [], isWhole: true },
          }))
        : [],
    ),
    isWhole: operators.every(([, keys]) => keys !== UNKNOWN),
  };
}

type Json = Readonly<Record<string, unknown>>;

/** AWS reads elements in any case here and there: what slips by for its letters alone would be a hole. */
function element(given: Json, name: string): unknown {
  if (name in given) return given[name];
  const key = Object.keys(given).find((one) => one.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : given[key];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON is no document: the caller says so.
    return undefined;
  }
}

function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
