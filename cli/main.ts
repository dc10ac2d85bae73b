/** `npm run rollback`, `history`, `audit`, `oci-login`, `trust`, `foundation` and `deployment-login`. See `--help`. */
import { Argument, Command } from "commander";
import { addAudit } from "./audit/index.ts";
import { addDeploymentLogin } from "./deployment-login/command.ts";
import { addFoundation } from "./foundation/index.ts";
import { historyIn, historyTable, readHistory } from "./history.ts";
import { ociLogin } from "./oci-login/index.ts";
import type { LoginOptions } from "./oci-login/index.ts";
import { rollbackTarget } from "./rollback.ts";
import { EngineStack } from "./stack.ts";
import { addTrust } from "./trust/command.ts";

/** The configuration key that pins the pool to an instance configuration. */
const PIN = "instanceConfigurationId";

const say = (line: string) => process.stderr.write(`${line}\n`);
const system = new Argument("<system>", "folder below stacks/, for instance trivia-pay");
const environment = new Argument("<environment>").choices(["dev", "prod"]);
const exitCodes = "\nExit codes: 0 it is done, 1 it failed (what and why is on stderr), 2 the call was wrong.";

const program = new Command("tidegate").exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

program
  .command("rollback")
  .description(
    "Rolls the pool back to the instance configuration that served before, or to a given one: sets the configuration key " +
      `${PIN} and runs \`pulumi up\`, which moves the pool with the same care as a deploy.`,
  )
  .addArgument(system)
  .addArgument(environment)
  .argument("[configuration]", "OCID of an instance configuration that is still kept; default: the previous one")
  .option("--resume", "the other way round: takes the key away, so that the program's own configuration serves again")
  .addHelpText("after", exitCodes)
  .action(async (name: string, env: string, given: string | undefined, { resume }: { resume?: true }) => {
    const stack = await EngineStack.open({ system: name, environment: env }, say);
    const target = resume ? undefined : rollbackTarget(await stack.outputs(), given);
    await stack.configure(PIN, target);
    say(target === undefined ? "The program's own configuration is to serve again." : `Rolling back to ${target}`);
    process.exitCode = (await stack.up()) === 0 ? 0 : 1;
    if (target !== undefined && process.exitCode === 0) {
      say(`Rolled back. ${name}:${PIN} stays set: commit Pulumi.${env}.yaml, or deploy again with`);
      say(`  npm run rollback -- ${name} ${env} --resume`);
    }
  });

program
  .command("history")
  .description("Tells which instance configuration served from when to when, newest first.")
  .addArgument(system)
  .addArgument(environment)
  .option("--json", "as JSON, for programs")
  .addHelpText("after", exitCodes)
  .action(async (name: string, env: string, { json }: { json?: true }) => {
    const stack = await EngineStack.open({ system: name, environment: env }, say);
    const history = readHistory(historyIn(await stack.state()));
    console.log(json ? JSON.stringify(history, null, 2) : historyTable(history));
  });

program
  .command("oci-login")
  .description(
    "Exchanges a workflow's identity token for a session of OCI, with a fresh key pair and no stored credential, and writes it " +
      "for OCI's SDKs, Pulumi's oci provider and `oci`. Later steps of the job find it by GITHUB_ENV; elsewhere the lines for " +
      'a shell are printed: eval "$(npm run --silent oci-login)".',
  )
  .argument("[command...]", "with --refresh-while: the command, after --")
  .option("--domain <url>", "the identity domain's base URL; default: OCI_WIF_DOMAIN_BASE_URL")
  .option("--audience <text>", "default: OCI_WIF_AUDIENCE, else https://github.com/ and GITHUB_REPOSITORY")
  .option("--client <id>", "the public client's id; default: OCI_WIF_CLIENT_IDENTIFIER")
  .option("--tenancy <ocid>", "default: OCI_TENANCY_OCID")
  .option("--region <name>", "default: OCI_REGION")
  .option("--token-file <file>", "the identity token; default: GitHub is asked for one")
  .option("--folder <path>", "where the session goes; default: RUNNER_TEMP/tidegate-oci, else ~/.oci/sessions/tidegate")
  .option("--profile <name>", "the profile in its config file; default: DEFAULT")
  .option("--refresh-while", "runs a command, refreshes the session as long as it runs, then takes the files away")
  .addHelpText("after", `${exitCodes}\nWith --refresh-while: the command's own.`)
  .action(async (command: string[], options: LoginOptions & { refreshWhile?: true }, itself: Command) => {
    if (command.length > 0 !== (options.refreshWhile === true)) {
      itself.error("--refresh-while goes with a command, as in: oci-login --refresh-while -- pulumi up", {
        exitCode: 2,
      });
    }
    process.exitCode = await ociLogin(options, command, { env: process.env, tell: say, print: console.log });
  });

addAudit(program);
addFoundation(program, { tell: say, print: console.log });
addTrust(program, say);
addDeploymentLogin(program, { tell: say, print: console.log });

// Whoever reads may have read enough, as head has. A shell knows that end as a process that SIGPIPE ended.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(141);
  throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
