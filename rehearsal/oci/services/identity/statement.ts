/**
 * Statements of policies: `Allow <subject> to <verb> <resource-type> in <location> [where <conditions>]`.
 * @see https://docs.oracle.com/iaas/Content/Identity/Concepts/policysyntax.htm
 */
import { invalidParameter } from "../../errors.ts";
import { ocidKind } from "../../ocid.ts";
import { readCondition, variablesOf } from "./conditions.ts";
import type { Condition } from "./conditions.ts";
import { isResourceType } from "./resource-types.ts";
import { Tokens } from "./tokens.ts";

/** The weakest first: each includes those before it. */
export const VERBS = ["inspect", "read", "use", "manage"] as const;
export type Verb = (typeof VERBS)[number];

export type Subject =
  | { readonly kind: "any-user" }
  | { readonly kind: "group" | "dynamic-group" | "service"; readonly names: readonly string[] }
  | { readonly kind: "dynamic-group-id"; readonly ids: readonly string[] };

export type Location =
  | { readonly kind: "tenancy" }
  | { readonly kind: "compartment-id"; readonly id: string }
  /** Names from the policy's own compartment downwards. */
  | { readonly kind: "compartment"; readonly path: readonly string[] };

export interface Statement {
  readonly subject: Subject;
  /** Left out where the statement names permissions instead of a verb and a resource type. */
  readonly verb?: Verb;
  readonly resource?: string;
  readonly permissions?: readonly string[];
  readonly location: Location;
  readonly condition?: Condition;
}

/** @throws ServiceError 400 InvalidParameter, saying where the statement goes wrong */
export function readStatement(text: string, what: string): Statement {
  const tokens = new Tokens(text, what);
  tokens.need("Allow");
  const subject = readSubject(tokens);
  tokens.need("to");
  const deed = readDeed(tokens, what);
  tokens.need("in");
  const location = readLocation(tokens);
  const condition = tokens.take("where") ? readCondition(tokens) : undefined;
  tokens.end();
  if (condition !== undefined) {
    checkVariables(condition, what);
  }
  return { subject, ...deed, location, ...(condition && { condition }) };
}

function readSubject(tokens: Tokens): Subject {
  if (tokens.take("any-user") || tokens.take("any-group")) {
    return { kind: "any-user" };
  }
  const kind = (["dynamic-group", "group", "service"] as const).find((known) => tokens.take(known));
  if (kind === undefined) {
    throw tokens.refuse('"dynamic-group", "group", "service", "any-user" or "any-group"');
  }
  const { names, ids } = readNames(tokens, kind);
  return kind === "dynamic-group" && ids.length > 0
    ? { kind: "dynamic-group-id", ids }
    : { kind, names: [...names, ...ids] };
}

function readNames(tokens: Tokens, kind: string): { names: string[]; ids: string[] } {
  const names: string[] = [];
  const ids: string[] = [];
  do {
    tokens.take(kind);
    if (tokens.take("id")) {
      ids.push(readOcid(tokens, kind.replace("-", "")));
    } else {
      names.push(tokens.name(`the ${kind}'s name`));
    }
  } while (tokens.take(","));
  if (ids.length > 0 && names.length > 0) {
    throw tokens.refuse(`either names or ids of ${kind}s, not both`);
  }
  return { names, ids };
}

function readOcid(tokens: Tokens, kind: string): string {
  const token = tokens.peek();
  if (
    token === undefined ||
    (ocidKind(token.text) !== kind && !(kind === "compartment" && ocidKind(token.text) === "tenancy"))
  ) {
    throw tokens.refuse(`the OCID of a ${kind}`);
  }
  return tokens.next("an OCID").text;
}

function readDeed(tokens: Tokens, what: string): Pick<Statement, "verb" | "resource" | "permissions"> {
  if (tokens.take("{")) {
    const permissions = [tokens.name("a permission such as SECRET_BUNDLE_READ")];
    while (tokens.take(",")) {
      permissions.push(tokens.name("a permission"));
    }
    tokens.need("}");
    return { permissions };
  }
  const verb = VERBS.find((known) => tokens.take(known));
  if (verb === undefined) {
    throw tokens.refuse(`one of the verbs ${VERBS.join(", ")}`);
  }
  const resource = tokens.name("a resource type").toLowerCase();
  if (!isResourceType(resource)) {
    throw invalidParameter(`No permissions found: ${what} names the resource type ${resource}, which doesn't exist.`);
  }
  return { verb, resource };
}

function readLocation(tokens: Tokens): Location {
  if (tokens.take("tenancy")) {
    return { kind: "tenancy" };
  }
  if (!tokens.take("compartment")) {
    throw tokens.refuse('"tenancy" or "compartment"');
  }
  if (tokens.take("id")) {
    return { kind: "compartment-id", id: readOcid(tokens, "compartment") };
  }
  return { kind: "compartment", path: tokens.name("the compartment's name").split(":") };
}

function checkVariables(condition: Condition, what: string): void {
  const unknown = variablesOf(condition).find((variable) => !/^(request|target|resource)\./i.test(variable));
  if (unknown !== undefined) {
    throw invalidParameter(`${what} asks about ${unknown}; its variables begin with "request." or "target.".`);
  }
}
