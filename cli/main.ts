/** `npm run rollback` and `npm run history`. See `--help`. */
import { Argument, Command } from "commander";
import { historyIn, historyTable, readHistory } from "./history.ts";
import { rollbackTarget } from "./rollback.ts";
import { EngineStack } from "./stack.ts";

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

try {
  await program.parseAsync();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
