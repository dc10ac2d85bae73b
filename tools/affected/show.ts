import type { Affected } from "./affected.ts";

/** For people: a line a stack and its reasons under it, at most three. */
export function people(found: readonly Affected[]): string {
  if (found.length === 0) return "No stack is affected.";
  return found
    .flatMap(({ system, environment, reasons }) => [
      `${system} ${environment}`,
      ...reasons.slice(0, SHOWN).map((reason) => `  ${reason}`),
      ...(reasons.length > SHOWN ? [`  and ${reasons.length - SHOWN} more`] : []),
    ])
    .join("\n");
}

/** For a workflow's `strategy.matrix.include`: one line of JSON. */
export function matrix(found: readonly Affected[]): string {
  return JSON.stringify(found.map(({ system, environment }) => ({ system, environment })));
}

/**
 * For `$GITHUB_OUTPUT`: `stacks`, the matrix, and `any`, `true` or `false`.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-output-parameter
 */
export function githubOutput(found: readonly Affected[]): string {
  return `stacks=${matrix(found)}\nany=${found.length > 0}\n`;
}

const SHOWN = 3;
