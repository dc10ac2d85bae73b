import { createHash } from "node:crypto";
import { execFile } from "node:child_process";
import { access, mkdir, readFile, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { goBuild } from "../../tools/engine/go-build.ts";
import { withLock } from "./lock.ts";

/** A program made of Go modules that tests run, pinned with all that it needs. */
export interface GoTool {
  /** Its program: `actionlint`. */
  readonly name: string;
  readonly version: string;
  /** The package to build, as an import path. */
  readonly package: string;
  /** The folder whose go.mod and go.sum pin everything. */
  readonly modules: string;
}

export interface GoToolOptions {
  /** Where XDG_CACHE_HOME and PATH are read. Default: `process.env`. */
  readonly env?: NodeJS.ProcessEnv;
  /** The `go` command. Default: `go`. */
  readonly go?: string;
}

/**
 * Makes sure that a tool is there, and returns the absolute path of its program.
 *
 * It is built once into the user's cache folder, by version and pins, so that all clones share it. Several processes may
 * call it at once: one builds, the others wait for it.
 *
 * @param progress gets a line when there is something to wait for
 * @throws Error when there is no Go, or the modules can't be had; it says what to do
 */
export async function ensureGoTool(
  tool: GoTool,
  progress: (line: string) => void = () => undefined,
  { env = process.env, go = "go" }: GoToolOptions = {},
): Promise<string> {
  const sums = await readFile(join(tool.modules, "go.sum"));
  const pins = createHash("sha256").update(sums).digest("hex").slice(0, 8);
  const tools = join(env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "tidegate", "tools");
  const program = join(tools, `${tool.name}-${tool.version}-${pins}`, tool.name);
  if (await exists(program)) return program;

  await mkdir(tools, { recursive: true });
  await withLock(
    `${program}.lock`,
    async () => {
      if (await exists(program)) return;
      await findGo(tool, go, env);
      progress(`building ${tool.name} ${tool.version}, once (about half a minute)`);
      await build(tool, go, program, env, progress);
    },
    { onWait: (pid) => progress(`waiting for process ${pid}, which is building ${tool.name}`) },
  );
  return program;
}

async function findGo(tool: GoTool, go: string, env: NodeJS.ProcessEnv): Promise<void> {
  try {
    await promisify(execFile)(go, ["version"], { env });
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split("\n", 1)[0] ?? "") : String(error);
    throw new Error(`${tool.name}, which the tests run, is built with Go, and there is none (${reason}). Install Go.`, {
      cause: error,
    });
  }
}

/** It takes its final name only when it is whole. */
async function build(
  tool: GoTool,
  go: string,
  program: string,
  env: NodeJS.ProcessEnv,
  progress: (line: string) => void,
): Promise<void> {
  const partial = `${program}.partial-${process.pid}`;
  const title = `${tool.name} ${tool.version}`;
  const about = { title, cwd: tool.modules, package: tool.package, output: partial, ldflags: ["-s", "-w"] };
  try {
    const refusal = await goBuild(go, { ...about, env, progress });
    if (refusal !== undefined) {
      throw new Error(
        `${title} can't be had: ${refusal.refused}. See that this machine reaches a Go module proxy (GOPROXY names ` +
          "another one), and try again.",
      );
    }
    await rename(partial, program);
  } finally {
    await rm(partial, { force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}
