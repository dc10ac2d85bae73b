/** The matrix of trust as text. */
import type { Column, Matrix } from "./report.ts";
import { GITHUB } from "./token.ts";

/** Characters in a line before columns are called by number. */
const WIDTH = 120;

/**
 * A row for each subject, a column for each role: `yes` where a token for the one takes the other. Where the roles' names
 * don't fit a line, their numbers head the columns, and the names stand above.
 */
export function matrixTable({ columns, rows }: Matrix, width: number = WIDTH): string {
  const cells = rows.map(({ token, takes }) => [
    token.issuer === GITHUB ? token.subject : `${token.subject} (${token.issuer})`,
    ...takes.map((yes) => (yes ? "yes" : "-")),
  ]);
  const names = columns.map(spelled);
  const whole = table([["subject", ...names], ...cells]);
  if (whole.every((line) => line.length <= width)) return whole.join("\n");
  const numbers = names.map((_, index) => String(index + 1));
  const digits = String(names.length).length;
  const legend = names.map((name, index) => `${String(index + 1).padStart(digits)}  ${name}`);
  return [...legend, "", ...table([["subject", ...numbers], ...cells])].join("\n");
}

function spelled({ cloud, name }: Column): string {
  return `${cloud.toUpperCase()} ${name}`;
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
