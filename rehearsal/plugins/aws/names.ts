/**
 * Physical names. Where the program gives none, the provider makes one out of the resource's own name and seven
 * hexadecimal digits, and keeps it as long as the resource lives.
 * @see https://www.pulumi.com/docs/iac/concepts/resources/names/#autonaming
 */
import { createHash, randomBytes } from "node:crypto";
import type { Kind, NameRule } from "../../aws/kind.ts";
import type { CheckContext, Failure } from "../protocol/provider.ts";
import { isUnknown, reveal, textOf, type Properties, type Value } from "../protocol/values.ts";
import type { Declared } from "./facts/types.ts";

/** Among a resource's inputs: the names of those that the provider filled in. The bridge keeps them there too. */
export const DEFAULTS = "__defaults";

const DIGITS = 7;

/** What holds for types that no table knows: whatever takes a `name` and always has one is named by the provider. */
const ANY_NAME: NameRule = { property: "name", max: 255, pattern: /^/, accepted: "255 characters at most" };

/** The rule for a type's name; undefined where the provider names nothing. */
export function nameRule(kind: Kind | undefined, { inputs, outputs }: Declared): NameRule | undefined {
  if (kind?.name !== undefined) return kind.name;
  const { name } = inputs;
  return name?.required === false && outputs["name"]?.required === true ? ANY_NAME : undefined;
}

export interface Named {
  readonly inputs: Properties;
  readonly failures: readonly Failure[];
}

/** The inputs with a name, whoever gave it, and what is wrong with it. */
export function withName(rule: NameRule | undefined, inputs: Properties, about: CheckContext): Named {
  if (rule === undefined) return { inputs: { ...inputs, [DEFAULTS]: [] }, failures: [] };
  const { property } = rule;
  const given = inputs[property] ?? null;
  const isPrefixed = (inputs[`${property}Prefix`] ?? null) !== null;
  if (given !== null || isPrefixed || rule.auto === false) {
    return { inputs: { ...inputs, [DEFAULTS]: [] }, failures: faultsOf(rule, given) };
  }
  const before = wasMade(about.olds, property) ? reveal(about.olds[property] ?? null) : null;
  const made = typeof before === "string" ? before : makeName(rule, inputs, about);
  const failures = made.length > rule.max ? [tooLong(rule, made)] : faultsOf(rule, made);
  return { inputs: { ...inputs, [property]: made, [DEFAULTS]: [property] }, failures };
}

/** Whether the provider made the name that these inputs hold. */
export function wasMade(inputs: Properties, property: string): boolean {
  const made = inputs[DEFAULTS];
  return Array.isArray(made) && made.includes(property);
}

function makeName(rule: NameRule, inputs: Properties, { urn, randomSeed }: CheckContext): string {
  const drawn = randomSeed === "" ? randomBytes(16).toString("hex") : randomSeed;
  const digits = createHash("sha256").update(drawn).update(urn).digest("hex").slice(0, DIGITS);
  const name = `${urn.split("::").at(-1) ?? ""}-${digits}${rule.suffix?.(inputs) ?? ""}`;
  // Some services take small letters only: there the provider writes the name in those.
  return rule.pattern.test(name) ? name : name.toLowerCase();
}

function faultsOf({ property, max, pattern, accepted }: NameRule, given: Value): Failure[] {
  const name = reveal(given);
  if (typeof name !== "string" || isUnknown(name)) return [];
  if (name.length <= max && pattern.test(name)) return [];
  return [{ property, reason: `invalid value for ${property} (${accepted}): ${textOf(name)}` }];
}

function tooLong({ property, max }: NameRule, made: string): Failure {
  const reason =
    `the automatic name "${made}" is longer than the ${max} characters that AWS takes: ` +
    `give the resource a shorter name in the program, or set \`${property}\``;
  return { property, reason };
}
