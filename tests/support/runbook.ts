/** The commands that a runbook tells, as a person would run them: with the stack's outputs filled in. */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { ensureAwsCli } from "./aws-cli.ts";

const run = promisify(execFile);
const RUNBOOKS = join(import.meta.dirname, "../../docs/runbooks");

/** The `aws` commands in the first block under a heading, each whole, in their order. */
export async function awsCommands(system: string, heading: string): Promise<string[]> {
  const text = await readFile(join(RUNBOOKS, `${system}.md`), "utf8");
  const section = text.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const blocks = [...section.matchAll(/```bash\n([^]*?)```/g)].map(([, block = ""]) => block);
  const lines = blocks
    .join("")
    .replace(/\\\n\s*/g, "")
    .split("\n");
  // The tests run version 1 of the command line, which has no pager to switch off.
  return lines.filter((line) => line.startsWith("aws ")).map((line) => line.replace(" --no-cli-pager", ""));
}

export interface Shell {
  readonly environment: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly region: string;
  /** Variables that the runbook's preparation sets, by the output each holds: `CLUSTER: "ecs_cluster_name"`. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Runs a command in a shell that knows `out`, as the runbooks' preparation makes it. @returns its standard output */
export async function inShell(command: string, shell: Shell): Promise<string> {
  const { outputs, region, variables = {} } = shell;
  const cases = Object.entries(outputs).map(([name, value]) => `${name}) echo ${quote(String(value))};;`);
  const set = Object.entries(variables).map(([name, output]) => `${name}=${quote(String(outputs[output]))}`);
  const script = [`out() { case "$1" in ${cases.join(" ")} *) return 1;; esac; }`, ...set, command].join("\n");
  const environment = { ...process.env, ...shell.environment };
  const env = {
    ...environment,
    PATH: `${dirname(await ensureAwsCli())}:${environment["PATH"] ?? ""}`,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    // Keys of whoever runs the tests would count more than the rehearsal's profile.
    AWS_ACCESS_KEY_ID: undefined,
    AWS_SECRET_ACCESS_KEY: undefined,
    AWS_SESSION_TOKEN: undefined,
  };
  const { stdout } = await run("bash", ["-euo", "pipefail", "-c", script], { env });
  return stdout.trim();
}

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
