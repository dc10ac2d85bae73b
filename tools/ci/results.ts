/** What the jobs came to that a gathering job needs. */
export interface Judged {
  readonly exitCode: 0 | 1 | 2;
  readonly lines: readonly string[];
}

/**
 * @param results GitHub's `toJSON(needs)`: `{"preview": {"result": "success", "outputs": {}}}`. A job that was skipped had
 * nothing to do.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#needs-context
 */
export function judged(results: string): Judged {
  const jobs = jobsIn(results);
  if (jobs === undefined) return { exitCode: 2, lines: ["RESULTS isn't what GitHub gives as toJSON(needs)."] };
  const isWell = jobs.every(([, result]) => WELL.has(result));
  return { exitCode: isWell ? 0 : 1, lines: jobs.map(([job, result]) => `${job}: ${result}`) };
}

const WELL = new Set(["success", "skipped"]);

/** Undefined where it is something else, or there is no job: nothing was gathered then. */
function jobsIn(results: string): [job: string, result: string][] | undefined {
  const needs = objectIn(results);
  const jobs = Object.entries(needs).map(([job, value]): [string, unknown] => [
    job,
    isObject(value) && value["result"],
  ]);
  return jobs.length > 0 && jobs.every(isJob) ? jobs : undefined;
}

function isJob(entry: [string, unknown]): entry is [string, string] {
  return typeof entry[1] === "string";
}

function objectIn(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
