/** What a statement of IAM's grants. */
import type { Statement, Texts } from "./iam.ts";
import { coversAction, isEverything } from "./wildcard.ts";

/** Whether it lets somebody do this action, on whatever: by its name, by a pattern, or because NotAction leaves it out. */
export function grantsAction(statement: Statement, action: string): boolean {
  return statement.effect === "Allow" && reachesAction(statement, action);
}

/** Whether every action on every resource is granted, however that is written, and whatever the condition. */
export function grantsEverything(statement: Statement): boolean {
  const { effect, action, notAction } = statement;
  const all = hasEverything(action) || (notAction?.isWhole === true && notAction.values.length === 0);
  return effect === "Allow" && all && reachesEveryResource(statement);
}

/** Whether it is about every resource: `*`, or all but some. */
export function reachesEveryResource({ resource, notResource }: Statement): boolean {
  return hasEverything(resource) || notResource !== undefined;
}

/** Whether it says no to an action on everything, whoever asks and however. */
export function deniesEverywhere(statement: Statement, action: string): boolean {
  const { effect, conditions, resource } = statement;
  const isAlways = conditions.isWhole && conditions.values.length === 0;
  return effect === "Deny" && isAlways && hasEverything(resource) && reachesAction(statement, action);
}

function reachesAction({ action, notAction }: Statement, asked: string): boolean {
  if (action?.values.some((pattern) => coversAction(pattern, asked)) === true) return true;
  return notAction?.isWhole === true && !notAction.values.some((pattern) => coversAction(pattern, asked));
}

function hasEverything(texts: Texts | undefined): boolean {
  return texts?.values.some(isEverything) === true;
}
