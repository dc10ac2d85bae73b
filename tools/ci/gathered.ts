/**
 * `npm run gathered`: one check with a fixed name for all jobs of a matrix, whose names differ from one pull request to the
 * next. A merge waits for this one. Nothing of it is installed first.
 *
 * Reads RESULTS, GitHub's `toJSON(needs)`. Exit codes: 0 no job failed, 1 one failed or was cancelled, 2 RESULTS is something else.
 */
import { judged } from "./results.ts";

const { exitCode, lines } = judged(process.env["RESULTS"] ?? "");
for (const line of lines) console.log(line);
process.exitCode = exitCode;
