/**
 * What a role's policies let it do, action by action, and what holds it back.
 *
 * A statement's patterns stand for more than one request, so several are tried for each action: one for each resource that the
 * statement names, and one for each that a denial, a boundary or a session's policy names within those. Conditions are met
 * by what they ask for. Where a denial or a boundary has conditions of its own, the request that passes them is tried too, and
 * the action is allowed only so (`where`).
 */
import { recordOf, textsOf } from "../stated.ts";
import type { Level } from "./actions.ts";
import { actionsOf } from "./actions.ts";
import type { Context } from "./conditions.ts";
import { evading, satisfying } from "./conditions.ts";
import { concerns, example, isLike, statementsOf } from "./documents.ts";
import type { Document } from "./documents.ts";
import { mayDo } from "./evaluate.ts";
import type { TrustRole } from "./roles.ts";

/** One statement that allows something. */
export interface Grant {
  /** As they stand there, patterns too; `not ...` where it names what it doesn't mean. */
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** In words: `aws:ResourceTag/Project is order-tracking`. */
  readonly conditions: readonly string[];
  readonly judged: readonly Judged[];
}

/** One action of a statement. */
export interface Judged {
  readonly action: string;
  readonly level: Level;
  /** Resources on which it is allowed: the statement's own, and some within those that were looked at by themselves. */
  readonly allowed: readonly string[];
  /** Resources on which something else holds it back. */
  readonly heldBack: readonly string[];
  /** What a denial or a boundary asks for beside: allowed only where none of these denials applies and these limits do. */
  readonly where: readonly string[];
}

export async function grantsOf(role: TrustRole): Promise<Grant[]> {
  const statements = role.policies.flatMap(({ document }) => statementsOf(document)).filter(isAllow);
  return Promise.all(statements.map((statement) => grantOf(role, statement)));
}

async function grantOf(role: TrustRole, statement: Document): Promise<Grant> {
  const [patterns, spared] = [textsOf(statement["Action"]), textsOf(statement["NotAction"])];
  const [resources, sparedResources] = [textsOf(statement["Resource"]), textsOf(statement["NotResource"])];
  const { context, words } = satisfying(recordOf(statement["Condition"]));
  const places = resources.length > 0 ? resources : ["*"];
  const judged = (await actionsOf(statement, patterns)).map(({ name, level }) => ({
    action: name,
    level,
    ...judgedOn(role, name, places, context),
  }));
  return {
    actions: [...patterns, ...spared.map((one) => `not ${one}`)],
    resources: [...resources, ...sparedResources.map((one) => `not ${one}`)],
    conditions: words,
    judged,
  };
}

function judgedOn(role: TrustRole, action: string, places: readonly string[], context: Context) {
  const tried = within(role, action, places).map((place) => ({ place, found: passing(role, action, place, context) }));
  const passed = tried.flatMap(({ place, found }) => (found === undefined ? [] : [{ place, found }]));
  return {
    allowed: passed.map(({ place }) => place),
    heldBack: tried.filter(({ found }) => found === undefined).map(({ place }) => place),
    where: [...new Set(passed.flatMap(({ found }) => found))],
  };
}

/** The words of what the request has to meet beside; undefined where none passes. */
function passing(role: TrustRole, action: string, place: string, context: Context): readonly string[] | undefined {
  const resource = place === "*" ? place : example(place);
  if (mayDo(role, { action, resource, context })) return [];
  return furtherContexts(role, action).find((further) =>
    mayDo(role, { action, resource, context: { ...further.context, ...context } }),
  )?.words;
}

interface Further {
  readonly context: Context;
  readonly words: readonly string[];
}

/** Contexts that no conditional denial catches, and that each conditional limit lets through. Best first. */
export function furtherContexts(role: TrustRole, action: string): Further[] {
  const conditional = (statement: Document) =>
    Object.keys(recordOf(statement["Condition"])).length > 0 && concerns(statement, action);
  const denials = everyStatement(role).filter((one) => !isAllow(one) && conditional(one));
  const limits = limitStatements(role).filter((one) => isAllow(one) && conditional(one));
  const evaded = denials.map((one) => evading(recordOf(one["Condition"])));
  const free: Further = {
    context: Object.assign({}, ...evaded.map(({ context }) => context)) as Context,
    words: evaded.map(({ words }) => `not (${words.join(" and ")})`),
  };
  const met = limits.map((one) => {
    const { context, words } = satisfying(recordOf(one["Condition"]));
    return { context: { ...free.context, ...context }, words: [...free.words, ...words] };
  });
  return evaded.length > 0 ? [free, ...met] : met;
}

/** The places, and those that other statements about the action name within them. */
function within(role: TrustRole, action: string, places: readonly string[]): string[] {
  const allows = new Set(role.policies.flatMap(({ document }) => statementsOf(document)).filter(isAllow));
  const others = everyStatement(role)
    .filter((statement) => !allows.has(statement) && concerns(statement, action))
    .flatMap((statement) => [...textsOf(statement["Resource"]), ...textsOf(statement["NotResource"])])
    .filter((one) => one !== "*" && places.some((place) => isLike(place, example(one))));
  return [...new Set([...places, ...others])];
}

function limitStatements({ boundary, sessionPolicy }: TrustRole): Document[] {
  return [boundary, sessionPolicy].flatMap((one) => (one === undefined ? [] : statementsOf(one.document)));
}

function everyStatement(role: TrustRole): Document[] {
  return [...role.policies.flatMap(({ document }) => statementsOf(document)), ...limitStatements(role)];
}

function isAllow(statement: Document): boolean {
  return statement["Effect"] === "Allow";
}
