/** What a role may do, a line a service. */
import type { Level } from "./aws/actions.ts";
import type { Grant, Judged } from "./aws/grants.ts";

/** `ecs: 9 actions (4 read, 5 write), 2 on any resource, 1 more held back`. An action that two statements name counts once. */
export function serviceLines(grants: readonly Grant[]): string[] {
  const services = new Map<string, Map<string, Told>>();
  for (const grant of grants) {
    for (const judged of grant.judged) {
      const [service = ""] = judged.action.split(":");
      const told = services.get(service) ?? new Map<string, Told>();
      services.set(service, told.set(judged.action, together(told.get(judged.action), grant, judged)));
    }
  }
  const sorted = [...services].toSorted(([one], [other]) => one.localeCompare(other));
  const shown = sorted.slice(0, MOST);
  const rest = sorted.slice(MOST).flatMap(([, told]) => [...told.values()]);
  const width = Math.max(0, ...shown.map(([{ length }]) => length));
  return [
    ...shown.map(([service, told]) => `${service.padEnd(width)}  ${summary([...told.values()])}`),
    ...(rest.length === 0 ? [] : [`and ${sorted.length - MOST} more services: ${summary(rest)}`]),
  ];
}

/** Services that a summary shows by name. */
const MOST = 40;

/** One action over all statements that name it. */
interface Told {
  readonly level: Level;
  readonly isAllowed: boolean;
  /** Allowed on `*`, under no condition. */
  readonly isAnywhere: boolean;
  /** Held back on something that a statement gives, or asked for more. */
  readonly isLimited: boolean;
}

function together(before: Told | undefined, { conditions }: Grant, { level, allowed, heldBack, where }: Judged): Told {
  const isUnconditional = conditions.length === 0 && where.length === 0;
  return {
    level,
    isAllowed: allowed.length > 0 || before?.isAllowed === true,
    isAnywhere: (isUnconditional && allowed.includes("*")) || before?.isAnywhere === true,
    isLimited: heldBack.length > 0 || where.length > 0 || before?.isLimited === true,
  };
}

function summary(all: readonly Told[]): string {
  const allowed = all.filter(({ isAllowed }) => isAllowed);
  const anywhere = allowed.filter(({ isAnywhere }) => isAnywhere).length;
  const limited = allowed.filter(({ isLimited }) => isLimited).length;
  const heldBack = all.length - allowed.length;
  return [
    allowed.length === 0
      ? "nothing"
      : `${allowed.length} ${allowed.length === 1 ? "action" : "actions"} (${levels(allowed)})`,
    ...(anywhere === 0 ? [] : [`${anywhere} on any resource`]),
    ...(limited === 0 ? [] : [`${limited} limited by a boundary or a denial`]),
    ...(heldBack === 0 ? [] : [`${heldBack} more held back`]),
  ].join(", ");
}

const LEVELS: readonly Level[] = ["Read", "List", "Write", "Tagging", "Permissions", "unknown"];

function levels(told: readonly Told[]): string {
  return LEVELS.map((level) => ({ level, count: told.filter((one) => one.level === level).length }))
    .filter(({ count }) => count > 0)
    .map(({ level, count }) => `${count} ${level.toLowerCase()}`)
    .join(", ");
}
