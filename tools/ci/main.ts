/** `npm run plan`: what the workflow `preview` runs. See `--help`. */
import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { githubComments, tellPullRequest } from "./plan/comment.ts";
import { commentBody } from "./plan/markdown.ts";
import { preview } from "./plan/preview.ts";
import { tellPlan } from "./plan/show.ts";
import { scan } from "./scan/scan.ts";

const say = (line: string): void => console.error(line);
const exitCodes =
  "\nExit codes: 0 it is done, 1 it failed or may not be shown (why is on stderr), 2 the call was wrong.";

const program = new Command("npm run plan --")
  .description("Previews stacks in a workflow and tells their plans.")
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

program
  .command("show")
  .description(
    "Previews one stack, looks through what the engine printed for anything that is more than a placeholder, and tells it in the " +
      "log, in the job's summary ($GITHUB_STEP_SUMMARY) and in a file for the comment.",
  )
  .argument("<system>", "folder below stacks/, for instance trivia-pay")
  .argument("<environment>", "dev or prod")
  .option("--folder <path>", "where the file for the comment goes", "plans")
  .addHelpText("after", exitCodes)
  .action(async (system: string, environment: string, { folder }: { folder: string }) => {
    say(`Previewing ${system} ${environment}`);
    const plan = await preview(system, environment, say);
    process.exitCode = tellPlan(plan, {
      log: console.log,
      complain: say,
      publish(section) {
        const summary = process.env["GITHUB_STEP_SUMMARY"];
        if (summary) appendFileSync(summary, section);
        mkdirSync(folder, { recursive: true });
        writeFileSync(join(folder, `${system}-${environment}.md`), section);
      },
    });
  });

program
  .command("elsewhere")
  .description(
    "Tells that a stack isn't previewed here: its state is in Pulumi Cloud, and Pulumi Deployments previews it.",
  )
  .argument("<system>", "folder below stacks/, for instance trivia-pay")
  .argument("<environment>", "dev or prod")
  .addHelpText("after", exitCodes)
  .action((system: string, environment: string) => {
    const line =
      `${system} ${environment} isn't previewed here: no PULUMI_BACKEND_URL_${environment.toUpperCase()} says where its state is. ` +
      "Pulumi Deployments previews stacks of Pulumi Cloud; for any other, bring up the foundation.";
    console.log(line);
    const summary = process.env["GITHUB_STEP_SUMMARY"];
    if (summary) appendFileSync(summary, `${line}\n\n`);
  });

program
  .command("comment")
  .description(
    "Puts the plans of a folder on the pull request as one comment, which later runs update. Reads GITHUB_TOKEN, " +
      "GITHUB_REPOSITORY, GITHUB_API_URL, GITHUB_SERVER_URL, GITHUB_RUN_ID, and the request's number as PULL_REQUEST.",
  )
  .argument("<folder>", "where `show` has put its files; one that isn't there holds none")
  .addHelpText("after", exitCodes)
  .action(async (folder: string) => {
    const number = Number(given("PULL_REQUEST"));
    if (!Number.isInteger(number) || number < 1) throw new Error("PULL_REQUEST must be a pull request's number.");
    const repository = given("GITHUB_REPOSITORY");
    const run = `${given("GITHUB_SERVER_URL")}/${repository}/actions/runs/${given("GITHUB_RUN_ID")}`;
    const body = commentBody(sectionsIn(folder), run);
    const findings = scan(body);
    if (findings.length > 0)
      throw new Error(`The comment may not be shown: ${findings.map(({ rule }) => rule).join(", ")}`);
    const request = { repository, number, token: given("GITHUB_TOKEN"), api: given("GITHUB_API_URL") };
    await tellPullRequest(githubComments(request), body);
  });

try {
  await program.parseAsync();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

/** @throws Error when the variable isn't set */
function given(variable: string): string {
  const value = process.env[variable];
  if (!value) throw new Error(`${variable} isn't set: this runs in a workflow's step.`);
  return value;
}

function sectionsIn(folder: string): string[] {
  try {
    const files = readdirSync(folder).filter((name) => name.endsWith(".md"));
    return files.sort().map((name) => readFileSync(join(folder, name), "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
