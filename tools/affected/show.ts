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

/**
 * For a workflow's `strategy.matrix.include`: one line of JSON. `suffix` is the environment as names of GitHub's variables end
 * in it, which are in capitals.
 */
export function matrix(found: readonly Affected[]): string {
  return JSON.stringify(
    found.map(({ system, environment }) => ({ system, environment, suffix: environment.toUpperCase() })),
  );
}

/**
 * For `$GITHUB_OUTPUT`, each a matrix: `stacks`, all of them; `previews`, those that a pipeline has a role to preview;
 * `administered`, the others.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-output-parameter
 */
export function githubOutput(found: readonly Affected[]): string {
  const isAdministered = ({ system }: Affected): boolean => ADMINISTERED.has(system);
  const outputs = {
    stacks: found,
    previews: found.filter((stack) => !isAdministered(stack)),
    administered: found.filter(isAdministered),
  };
  return Object.entries(outputs)
    .map(([name, stacks]) => `${name}=${matrix(stacks)}\n`)
    .join("");
}

/** What an administrator runs. The foundation makes the pipelines' roles, and gives none to itself. */
const ADMINISTERED: ReadonlySet<string> = new Set(["foundation"]);

const SHOWN = 3;
