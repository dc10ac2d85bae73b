/** The command line of `tidegate audit`. What it does is loaded when it runs. */
import { Option } from "commander";
import type { Command } from "commander";
import type { AuditOptions } from "./run.ts";

/** Adds `audit`. */
export function addAudit(program: Command): void {
  program
    .command("audit")
    .description(
      "Holds the policies of policy/ against states that exist already, also those of other projects: exports with or without " +
        "their secrets, a backend's checkpoints, previews. Nothing that it prints holds a value.",
    )
    .argument(
      "[inputs...]",
      "`pulumi stack export`, `pulumi preview --json`, a checkpoint, what --event-log writes, a folder of such, or - for standard " +
        "input; packed by gzip or not. Default: standard input",
    )
    .addOption(
      new Option(
        "--environment <name>",
        "whose levels count; default: the name of each stack, where all but dev are as prod",
      ).choices(["dev", "prod"]),
    )
    .option("--config <file>", "levels, settings and exemptions, as --policy-pack-config takes them")
    .addOption(new Option("--format <name>").choices(["text", "json", "sarif"]).default("text"))
    .option("--strict", "what is advisory counts too")
    .addHelpText("after", EXIT_CODES)
    .action(async (given: string[], options: AuditOptions, itself: Command) => {
      if (given.length === 0 && process.stdin.isTTY) {
        itself.error("Give a file or a folder, or pipe a state in: pulumi stack export | npm run --silent audit", {
          exitCode: 2,
        });
      }
      const { runAudit, WrongCall } = await import("./run.ts");
      const { policies } = await import("@tidegate/policies");
      const { smallHeap } = await import("./memory.ts");
      try {
        process.exitCode = await runAudit(given.length === 0 ? ["-"] : given, options, {
          stdin: process.stdin,
          write: (text) => process.stdout.write(text),
          progress: {
            isTerminal: process.stderr.isTTY,
            write: (text) => process.stderr.write(text),
            now: () => performance.now(),
          },
          today: new Date().toISOString().slice(0, 10),
          policies,
          collect: smallHeap(),
        });
      } catch (error) {
        if (error instanceof WrongCall) itself.error(error.message, { exitCode: 2 });
        throw error;
      }
    });
}

const EXIT_CODES =
  "\nExit codes: 0 nothing was found; 1 something mandatory was, or anything with --strict; 2 an input can't be read (the " +
  "others are judged all the same), or the call was wrong.";
