/** `npm run affected`: the stacks whose preview can differ between two commits. See `--help`. */
import { appendFileSync } from "node:fs";
import { Command, Option } from "commander";
import { affectedStacks } from "./affected.ts";
import { readSnapshots } from "./git.ts";
import { githubOutput, matrix, people } from "./show.ts";

const HELP = `
A stack is affected when its own files, a module that its program reaches by imports, a file that such a module's package
holds, or the locked version of a package that they import differs. Only what is committed counts.

Exit codes:
  0  decided; there may be none
  1  git can't tell (an unknown commit, a clone too shallow, histories that don't meet); why is on standard error
  2  the command line is wrong`;

const command = new Command("npm run affected --")
  .description("Tells the stacks whose preview can differ between the fork point of two commits and the second one.")
  .option("--base <revision>", "what the change goes on top of", "main")
  .option("--head <revision>", "the change's last commit", "HEAD")
  .addOption(new Option("--json", "print a workflow's matrix, [{system, environment, suffix}]").conflicts("github"))
  .option("--github", "add the matrices `stacks`, `previews` and `administered` to the step's outputs, $GITHUB_OUTPUT")
  .addHelpText("after", HELP)
  .allowExcessArguments(false)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .parse();

const { base, head, json, github } = command.opts<{ base: string; head: string; json?: true; github?: true }>();
try {
  const found = affectedStacks(readSnapshots(process.cwd(), base, head));
  if (github) addOutput(githubOutput(found));
  console.log(json ? matrix(found) : people(found));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

/** @throws Error outside of a workflow */
function addOutput(lines: string): void {
  const file = process.env["GITHUB_OUTPUT"];
  if (file === undefined || file === "")
    throw new Error("$GITHUB_OUTPUT isn't set: --github is for a workflow's step.");
  appendFileSync(file, lines);
}
