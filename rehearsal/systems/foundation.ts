/** The foundation: a second preview plans nothing, and its state goes into the bucket that it made and back. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { CHECKOUT } from "../session/paths.ts";
import { text } from "./operator.ts";
import type { Shell, System } from "./system.ts";

const NAME = "foundation";
/** Of GitHub's tokens. An account has one provider for them. */
const ISSUER = "https://token.actions.githubusercontent.com";

export const foundation: System = {
  name: NAME,
  folder: ".",
  guide: "real-aws.md",
  needs: async ({ clouds, environment }) => {
    if (environment === "dev" || (await hasOidcProvider(clouds.awsEndpoint))) return undefined;
    return { environment: "dev", why: "the account's OIDC provider is dev's, and this world has none yet" };
  },
  clear: async (shell) => {
    if (!existsSync(configFile(shell))) return;
    const where = await administer(shell, "where");
    if (!/^# the bucket \S+ (holds \d|has)/m.test(where)) return;
    shell.say("an interrupted rehearsal left the state in the bucket: it goes back first");
    await administer(shell, "move", "--back");
  },
  operate: async ({ outputs, say }, shell) => {
    const { environment } = shell;
    say("a second preview must plan nothing");
    const args = ["preview", "--expect-no-changes", "--stack", environment, "--config-file", configFile(shell)];
    await run(shell, "pulumi", ["-C", CHECKOUT, ...args, "--non-interactive"]);
    say(`its state goes into ${text(outputs, "state_bucket")}: npm run foundation -- move ${environment}`);
    await administer(shell, "move");
    say(`and back, for the next rehearsal: npm run foundation -- move ${environment} --back`);
    await administer(shell, "move", "--back");
    say("the state is where it was");
  },
};

/** Runs the administrator's own command, pointed at the rehearsal's folders. @returns what it printed for programs */
function administer(shell: Shell, verb: string, ...more: readonly string[]): Promise<string> {
  const places = ["--local", shell.paths.backend, "--config-file", configFile(shell)];
  const args = ["foundation", verb, shell.environment, ...more, ...places];
  return run(shell, process.execPath, [join(CHECKOUT, "cli", "main.ts"), ...args]);
}

/** The rehearsal's own copy, so that the checkout's stays as it is. */
function configFile({ paths, environment }: Shell): string {
  return join(paths.config, NAME, `Pulumi.${environment}.yaml`);
}

async function hasOidcProvider(awsEndpoint: string): Promise<boolean> {
  const token = "aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider";
  const response = await fetch(`${awsEndpoint}/rehearsal/provider/invoke`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token, region: "us-east-1", args: { url: ISSUER } }),
  });
  return response.ok;
}

/** @throws Error with all that was printed, when it doesn't end well */
function run({ variables }: Shell, program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: { ...process.env, ...variables }, stdio: ["ignore", "pipe", "pipe"] });
    let printed = "";
    let errors = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (printed += chunk));
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (errors += chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(printed);
      else reject(new Error(`${args.join(" ")} ended with code ${String(code)}:\n${printed}${errors}`));
    });
  });
}
