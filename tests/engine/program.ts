import { execFile } from "node:child_process";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

import { findEngine } from "@tidegate/engine";

import { withTemporaryFolder } from "../support/temp.ts";

const REPOSITORY = join(import.meta.dirname, "..", "..");
const run = promisify(execFile);

/** What a run of `pulumi` printed (both streams), and whether it went well. */
export interface Result {
  ok: boolean;
  output: string;
}

/** A Pulumi project in a folder of its own, with a stack, an empty local backend and a PULUMI_HOME of its own. */
export interface Program {
  folder: string;
  /** What `pulumi` is run with; a test may add to it. */
  env: NodeJS.ProcessEnv;
  /** Runs `pulumi` in the project; `--non-interactive` is added. */
  pulumi: (...args: string[]) => Promise<Result>;
}

/**
 * Runs `use` with a project whose program is `text`.
 *
 * @param options goes into Pulumi.yaml as `runtime.options`
 */
export async function withProgram(
  text: string,
  options: Record<string, unknown>,
  use: (program: Program) => Promise<void>,
): Promise<void> {
  await withTemporaryFolder("program", async (path) => {
    const folder = join(path, "project");
    for (const name of ["project", "state", "home"]) {
      await mkdir(join(path, name));
    }
    // Node and the language host look for packages from the program's folder upwards.
    await symlink(join(REPOSITORY, "node_modules"), join(path, "node_modules"));
    await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
    await writeFile(join(folder, "index.ts"), text);
    // JSON is YAML too.
    const project = { name: "probe", runtime: { name: "nodejs", options }, main: "index.ts" };
    await writeFile(join(folder, "Pulumi.yaml"), JSON.stringify(project));

    const env = await environment(path);
    const pulumi = async (...args: string[]): Promise<Result> => {
      try {
        const { stdout, stderr } = await run("pulumi", [...args, "--non-interactive"], { cwd: folder, env });
        return { ok: true, output: stdout + stderr };
      } catch (error) {
        if (error instanceof Error && "stdout" in error && "stderr" in error) {
          return { ok: false, output: String(error.stdout) + String(error.stderr) };
        }
        throw error;
      }
    };
    await pulumi("stack", "init", "test");
    await use({ folder, env, pulumi });
  });
}

async function environment(path: string): Promise<NodeJS.ProcessEnv> {
  const { binDir } = await findEngine();
  return {
    ...process.env,
    PATH: [binDir, join(REPOSITORY, "node_modules", ".bin"), process.env["PATH"]].join(delimiter),
    PULUMI_HOME: join(path, "home"),
    PULUMI_BACKEND_URL: `file://${join(path, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: crypto.randomUUID(),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    NO_COLOR: "1",
    NODE_COMPILE_CACHE: join(path, "compile-cache"),
  };
}
