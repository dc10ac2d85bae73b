/** The command lines of `tidegate trust`. What they do is loaded when one of them runs. */
import { Option } from "commander";
import type { Command } from "commander";
import type { ExplainOptions, TrustOptions } from "./run.ts";

/**
 * Adds `trust explain` and `trust matrix`.
 * @param say tells people something beside what is printed
 */
export function addTrust(program: Command, say: (line: string) => void): void {
  const trust = program
    .command("trust")
    .description(
      "What tokens of GitHub and of Pulumi Deployments could become and do on AWS and OCI, decided by evaluating the " +
        "documents in a stack's state.",
    );

  aboutTrust(trust.command("explain"))
    .description("Tells what a token with this subject becomes, what it may do then, and why it is refused elsewhere.")
    .argument("<subject>", "the claim sub, as in repo:owner/name:environment:prod")
    .option("--all", "every action, resource and condition, and not a line a service")
    .option("--session-policy <file>", "a policy given along when a role is taken, which narrows the session")
    .action(async (subject: string, options: ExplainOptions) => {
      const { runExplain, surroundings } = await import("./run.ts");
      console.log(await runExplain(subject, options, surroundings(say)));
    });

  aboutTrust(trust.command("matrix"))
    .description("A table of subjects against roles: which takes which.")
    .argument("[subjects...]", "default: all that some trust names")
    .action(async (subjects: string[], options: TrustOptions) => {
      const { runMatrix, surroundings } = await import("./run.ts");
      console.log(await runMatrix(subjects, options, surroundings(say)));
    });
}

/** The options that say whose documents, and which tokens. */
function aboutTrust(command: Command): Command {
  return command
    .addOption(
      new Option(
        "--stack <name>",
        "a stack of this shell's backend: dev (the foundation's), or <system>/<environment>",
      ).conflicts("state"),
    )
    .option("--state <file>", "`pulumi stack export` or `pulumi preview --json`; default: standard input, as with -")
    .option(
      "--aud <text>",
      "the token's audience; default: what workflows ask for (AWS: sts.amazonaws.com, OCI: https://github.com/owner/name; " +
        "Pulumi Deployments: the organization)",
    )
    .option(
      "--issuer <url>",
      "github, pulumi or an issuer's URL; default: the one that writes such subjects, else GitHub's",
    )
    .option("--claim <name=value...>", "further claims of the token, for trusts that ask for some")
    .option("--json", "as JSON, for programs")
    .addHelpText("after", EXIT_CODES);
}

const EXIT_CODES =
  "\nExit codes: 0 it was told, whatever the answer; 1 it can't be told (no state, no such stack; why is on stderr); 2 the call was wrong.";
