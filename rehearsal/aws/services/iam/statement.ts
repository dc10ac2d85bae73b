/**
 * A statement of getPolicyDocument, as the provider writes it: one item alone is a text, several are a list from Z to A.
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/iam/getpolicydocument/
 */
import type { Properties, Value } from "../../../plugins/protocol/values.ts";
import { objectsAt } from "../../parts.ts";
import { textAt, textsAt } from "../../kind.ts";

/** @param version `2008-10-17` knows no variables such as `&{aws:username}`; every other one does. */
export function statementOf(args: Properties, version: string | undefined): Properties {
  const text = (item: string) => (version === "2008-10-17" ? item : item.replaceAll("&{", "${"));
  const conditions = conditionsOf(objectsAt(args, "conditions"), text);
  const parts: Record<string, Value | undefined> = {
    Sid: textAt(args, "sid"),
    Effect: textAt(args, "effect") ?? "Allow",
    Action: oneOrMore(textsAt(args, "actions")),
    NotAction: oneOrMore(textsAt(args, "notActions")),
    Resource: oneOrMore(textsAt(args, "resources").map(text)),
    NotResource: oneOrMore(textsAt(args, "notResources").map(text)),
    Principal: principalsOf(objectsAt(args, "principals"), text),
    NotPrincipal: principalsOf(objectsAt(args, "notPrincipals"), text),
    Condition: Object.keys(conditions).length === 0 ? undefined : conditions,
  };
  const given = Object.entries(parts).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return Object.fromEntries(given);
}

function oneOrMore(items: readonly string[]): Value | undefined {
  const [only] = items;
  return items.length <= 1 ? only : [...items].sort().reverse();
}

function principalsOf(principals: readonly Properties[], text: (item: string) => string): Value | undefined {
  if (principals.length === 0) return undefined;
  if (principals.some((one) => one["type"] === "*" && textsAt(one, "identifiers").includes("*"))) return "*";
  const byType = Object.groupBy(principals, (one) => textAt(one, "type") ?? "");
  return Object.fromEntries(
    Object.entries(byType).map(([type, ones = []]) => {
      return [type, oneOrMore(ones.flatMap((one) => textsAt(one, "identifiers")).map(text)) ?? []];
    }),
  );
}

function conditionsOf(conditions: readonly Properties[], text: (item: string) => string): Properties {
  const tests: Record<string, Properties> = {};
  for (const one of conditions) {
    const values = textsAt(one, "values").map(text);
    (tests[textAt(one, "test") ?? ""] ??= {})[textAt(one, "variable") ?? ""] =
      values.length === 1 ? (values[0] ?? "") : values;
  }
  return tests;
}
