import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { findEngine } from "@tidegate/engine";
import { policyArguments } from "@tidegate/policy-arguments";
import type { Plan } from "./markdown.ts";

/** The project's root. */
const ROOT = join(import.meta.dirname, "../../..");

/**
 * Previews one stack with the real engine, which asks the policies, and shows nothing of it: what it printed is for the
 * scanner first.
 *
 * @throws Error when there is no such stack, no engine can be had, or the stack's own settings for the policies are wrong
 */
export async function preview(system: string, environment: string, say: (line: string) => void): Promise<Plan> {
  const folder = projectFolder(system, environment);
  const { pulumi, binDir } = await findEngine({ progress: say });
  const env = { ...process.env, PATH: [binDir, process.env["PATH"] ?? ""].join(delimiter) };
  const scratch = await mkdtemp(join(tmpdir(), "tidegate-plan-"));
  try {
    const own = { file: join(ROOT, "stacks", system, "policies.json"), into: join(scratch, "policies.json") };
    const policies = await policyArguments({ repository: ROOT, environment, own });
    const args = ["preview", "--stack", environment, ...policies, ...QUIET];
    const { code, text } = await run(pulumi, args, { cwd: folder, env });
    return { system, environment, text, succeeded: code === 0 };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

const QUIET = ["--diff", "--non-interactive", "--color=never", "--suppress-progress", "--suppress-permalink=true"];

/** A system's own project, or the root's, which is the one without a project file below `stacks/`. */
function projectFolder(system: string, environment: string): string {
  const own = join(ROOT, "stacks", system);
  const folder = existsSync(join(own, "Pulumi.yaml")) ? own : ROOT;
  const isThere = /^[a-z0-9-]+$/.test(system) && existsSync(own) && /^[\w-]+$/.test(environment);
  if (!isThere || !existsSync(join(folder, `Pulumi.${environment}.yaml`))) {
    throw new Error(`There is no stack ${system} ${environment}: Pulumi.${environment}.yaml is missing.`);
  }
  return folder;
}

/** Standard output and standard error as one text, in the order in which they came. */
function run(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<{ code: number | null; text: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    const parts: string[] = [];
    child.stdout.setEncoding("utf8").on("data", (part: string) => parts.push(part));
    child.stderr.setEncoding("utf8").on("data", (part: string) => parts.push(part));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, text: parts.join("") }));
  });
}
