/**
 * Quartz cron expressions, as schedule-based policies have them:
 * `<second> <minute> <hour> <day of month> <month> <day of week> [<year>]`, in UTC.
 * Numbers, names, `*`, `?`, ranges, lists and steps are known; `L`, `W` and `#` are not.
 * @see https://docs.oracle.com/iaas/Content/Compute/Tasks/autoscalinginstancepools.htm#cron
 */
import { invalidParameter } from "../../errors.ts";

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

interface FieldKind {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
}

const FIELDS: readonly FieldKind[] = [
  { name: "second", least: 0, most: 59 },
  { name: "minute", least: 0, most: 59 },
  { name: "hour", least: 0, most: 23 },
  { name: "day of month", least: 1, most: 31 },
  { name: "month", least: 1, most: 12, names: MONTHS },
  { name: "day of week", least: 1, most: 7, names: DAYS },
  { name: "year", least: 1970, most: 2099 },
];

/** The values that each field lets through. */
export type Cron = readonly ReadonlySet<number>[];

/** @throws ServiceError 400 saying which field is wrong */
export function parseCron(expression: string): Cron {
  const parts = expression.trim().split(/\s+/);
  if (parts.length !== 6 && parts.length !== 7) {
    throw invalidParameter(
      `executionSchedule.expression '${expression}' must have 6 or 7 fields ` +
        "(second, minute, hour, day of month, month, day of week, and perhaps year).",
    );
  }
  if (parts[0] !== "0") {
    throw invalidParameter(
      `executionSchedule.expression '${expression}' must begin with 0: the second can't be chosen.`,
    );
  }
  if ((parts[3] === "?") === (parts[5] === "?")) {
    throw invalidParameter(
      `executionSchedule.expression '${expression}' must have ? as day of month or as day of week, and not as both.`,
    );
  }
  return FIELDS.map((field, index) => parseField(parts[index] ?? "*", field));
}

/** Whether the expression strikes in the minute that begins at this moment (milliseconds since the epoch). */
export function strikes(cron: Cron, minute: number): boolean {
  const date = new Date(minute);
  const values = [
    0,
    date.getUTCMinutes(),
    date.getUTCHours(),
    date.getUTCDate(),
    date.getUTCMonth() + 1,
    date.getUTCDay() + 1,
    date.getUTCFullYear(),
  ];
  return values.every((value, index) => cron[index]?.has(value));
}

function parseField(text: string, field: FieldKind): Set<number> {
  return new Set(text.split(",").flatMap((part) => parsePart(part, field)));
}

function parsePart(part: string, field: FieldKind): number[] {
  const [range = "", stepText] = part.split("/");
  const step = stepText === undefined ? 1 : Number(stepText);
  const [fromText = "", toText] =
    range === "*" || range === "?" ? [String(field.least), String(field.most)] : range.split("-");
  const from = valueOf(fromText, field);
  // `5/15` goes on from 5 to the field's end; `5` alone is 5.
  const to = toText !== undefined ? valueOf(toText, field) : stepText === undefined ? from : field.most;
  const valid = [from, to].every((value) => Number.isInteger(value) && value >= field.least && value <= field.most);
  if (!valid || from > to || !Number.isInteger(step) || step < 1) {
    throw invalidParameter(
      `executionSchedule.expression: '${part}' is no ${field.name}, which goes from ${field.least} to ${field.most}.`,
    );
  }
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
}

function valueOf(text: string, { names, least }: FieldKind): number {
  const named = names?.indexOf(text.toUpperCase()) ?? -1;
  return named >= 0 ? named + least : /^\d+$/.test(text) ? Number(text) : NaN;
}
