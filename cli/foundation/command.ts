/** `npm run foundation`: up, move and where. */
import { Argument } from "commander";
import type { Command } from "commander";
import { readFile, writeFile } from "node:fs/promises";
import { createInterface } from "node:readline/promises";
import { hasSecretsKeys, withSecretsKeys } from "./config-file.ts";
import { moveState } from "./move.ts";
import type { MovePorts } from "./move.ts";
import { openPulumi } from "./pulumi.ts";
import type { Pulumi } from "./pulumi.ts";
import { readSettings } from "./settings.ts";
import type { FoundationOptions, Settings } from "./settings.ts";
import { EngineSide } from "./side.ts";
import { foundOption } from "./pending.ts";
import { bringUp, engine } from "./up.ts";
import { whereLines } from "./where.ts";

export interface Output {
  /** For people. */
  readonly tell: (line: string) => void;
  /** For programs. */
  readonly print: (line: string) => void;
}

/** What the three commands work with. */
export interface Foundation {
  readonly settings: Settings;
  readonly pulumi: Pulumi;
  readonly bucket: EngineSide;
  readonly local: EngineSide;
}

/** @throws InvalidArguments, NoEngineError */
export async function openFoundation(
  environment: string,
  options: FoundationOptions,
  tell: Output["tell"],
): Promise<Foundation> {
  const settings = await readSettings(environment, options);
  const pulumi = await openPulumi(tell);
  return {
    settings,
    pulumi,
    bucket: EngineSide.bucket(settings, pulumi, tell),
    local: EngineSide.local(settings, pulumi, tell),
  };
}

/** The ports of a move, forward or back. */
export function movePorts(
  { settings, pulumi, bucket, local }: Foundation,
  isBack: boolean,
  tell: Output["tell"],
): MovePorts {
  const [from, to] = isBack ? [bucket, local] : [local, bucket];
  const file = settings.configFile;
  return {
    from,
    to,
    tell,
    isConfigured: async (keys) => hasSecretsKeys(await readFile(file, "utf8"), keys),
    configure: async (keys) => {
      await writeFile(file, withSecretsKeys(await readFile(file, "utf8"), keys));
      tell(`changed ${file}: commit it (the key in it is encrypted)`);
    },
    planned: async () => {
      const where = { side: from, config: await readFile(file, "utf8") };
      const args = ["preview", "--expect-no-changes", "--suppress-progress"];
      const run = await engine({ settings, pulumi, tell }, where, args, [], false);
      return run.code === 0 ? undefined : (lastLines(run.output) ?? `pulumi preview ended with code ${run.code}`);
    },
  };
}

const EXIT_CODES = "\nExit codes: 0 it is done, 1 it failed (what and why is on stderr), 2 the call was wrong.";

interface UpOptions extends FoundationOptions {
  readonly yes?: true;
  readonly found?: ReadonlyMap<string, string>;
  readonly anew?: true;
}

/** Adds the command with its three verbs. */
export function addFoundation(program: Command, { tell, print }: Output): void {
  const command = program
    .command("foundation")
    .description(
      "What every system stands on: the administrator's commands, once an environment. The shell has the account's credentials.",
    );

  verb(command, "up")
    .description(
      "Brings the foundation up: `pulumi up` where its state is, in the bucket for states, else in a local folder, where a " +
        "first run makes the stack. A bucket or key alias that the account has already is taken into the state.",
    )
    .option("--yes", "without a preview and a question")
    .option("--found <name=id>", "what an interrupted run has made, and its id; more than once", foundOption)
    .option("--anew", "what an interrupted run was making and has no --found isn't there: it is made")
    .action(async (environment: string, { yes, found, anew, ...options }: UpOptions, itself: Command) => {
      if (yes !== true && !process.stdin.isTTY) {
        itself.error("Nobody can be asked here: give --yes.", { exitCode: 2 });
      }
      const foundation = await openFoundation(environment, options, tell);
      const told = { found: found ?? new Map<string, string>(), anew: anew === true };
      await bringUp({ ...foundation, tell, told, confirm: yes === true ? undefined : askToGoOn });
    });

  verb(command, "move")
    .description(
      "Brings the state from the local folder into the bucket that the first run made, and says in the configuration file who " +
        "encrypts it. A killed move is finished by the same command.",
    )
    .option("--back", "the other way: from the bucket into the local folder, as before a destroy")
    .action(async (environment: string, { back, ...options }: FoundationOptions & { back?: true }) => {
      const foundation = await openFoundation(environment, options, tell);
      await moveState(movePorts(foundation, back === true, tell));
    });

  verb(command, "where")
    .description('Tells where the state is, as lines for a shell: eval "$(npm run --silent foundation -- where dev)".')
    .action(async (environment: string, options: FoundationOptions) => {
      const { settings, bucket, local } = await openFoundation(environment, options, tell);
      for (const line of await whereLines(settings, bucket, local)) print(line);
    });
}

/** A verb with what all of them take. */
function verb(command: Command, name: string): Command {
  return command
    .command(name)
    .addArgument(new Argument("<environment>").choices(["dev", "prod"]))
    .option("--local <folder>", "the state's folder until there is a bucket; default: .foundation in the project")
    .option("--config-file <file>", "default: Pulumi.<environment>.yaml in the project")
    .option("--project <folder>", "default: this checkout")
    .addHelpText("after", EXIT_CODES);
}

async function askToGoOn(): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await lines.question("Do you want to perform this update? [y/N] ")).trim());
  } finally {
    lines.close();
  }
}

/** Where a preview says what it is about: its error, or its sums. */
function lastLines(output: string): string | undefined {
  const lines = output.split("\n").filter((line) => /^\s*(error:|[+~-]|\+-)/.test(line));
  return lines.length === 0
    ? undefined
    : lines
        .slice(-4)
        .map((line) => line.trim())
        .join("; ");
}
