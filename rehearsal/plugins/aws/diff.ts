/** Which of an aws resource's inputs differ, which of them replace it, and in what order the two live. */
import { hasReplaceHint } from "./hinted.ts";
import type { Kind, NameRule } from "../../aws/kind.ts";
import { compareInputs } from "../declared/diff.ts";
import type { Difference } from "../protocol/provider.ts";
import { reveal, sameValue, type Properties, type Value } from "../protocol/values.ts";
import { sameAsset } from "./assets.ts";
import { sameDocument } from "./documents.ts";
import type { Declared } from "./facts/types.ts";
import { DEFAULTS, wasMade } from "./names.ts";
import { isWriteOnly } from "./writeOnly.ts";

export interface Subject {
  readonly kind: Kind | undefined;
  readonly declared: Declared;
  readonly name: NameRule | undefined;
}

export function diffInputs(subject: Subject, olds: Properties, news: Properties): Difference {
  const { kind, declared, name } = subject;
  const sets = new Set(kind?.sets ?? []);
  const found = compareInputs(
    { ...declared, replaces: (path) => replaces(subject, path), isSet: (list) => sets.has(list), same },
    olds,
    news,
  );
  const changes = found.filter(({ path }) => !isWriteOnly(path, declared.inputs));
  const isReplaced = changes.some(({ replace }) => replace);
  const deleteBeforeReplace =
    isReplaced && (kind?.deleteBeforeReplace === true || (name !== undefined && keepsName(name, olds, news)));
  return { changes, deleteBeforeReplace };
}

/** Whether a change at `path` (`settings.mode`, no list indexes) makes a new resource. */
export function replaces({ kind, declared, name }: Subject, path: string): boolean {
  const rules = kind?.replaces ?? [];
  if (rules.includes(`!${path}`)) return false;
  const isNamed = rules.some((rule) => !rule.startsWith("!") && covers(rule, path));
  return isNamed || path === "region" || path === name?.property || hasReplaceHint(declared, path);
}

function covers(rule: string, path: string): boolean {
  return rule.endsWith(".**") ? path === rule.slice(0, -3) || path.startsWith(rule.slice(0, -2)) : path === rule;
}

const same = (before: Value, after: Value): boolean => sameDocument(before, after) || sameAsset(before, after);

/**
 * Two things of one name can't live side by side: where the program itself gives the name, and doesn't change it, the
 * old one goes first. One that the provider named is created under another name before the old one goes.
 */
function keepsName({ property }: NameRule, olds: Properties, news: Properties): boolean {
  const given = reveal(news[property] ?? null);
  return (
    DEFAULTS in news && !wasMade(news, property) && given !== null && sameValue(given, reveal(olds[property] ?? null))
  );
}
