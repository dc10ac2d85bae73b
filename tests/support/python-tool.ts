import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { withLock } from "./lock.ts";

/** A program from PyPI that tests run, pinned with all that it needs. */
export interface PythonTool {
  /** Its package: `oci-cli`. */
  readonly name: string;
  readonly version: string;
  /** Its program: `oci`. */
  readonly program: string;
  /** What it is, for whoever lacks Python: `Oracle's oci command line`. */
  readonly called: string;
  /** File of exact versions and hashes. */
  readonly requirements: string;
  /** The version out of what `program --version` prints. */
  readonly versionOf: (printed: string) => string;
}

export interface PythonToolOptions {
  /** Where XDG_CACHE_HOME and PATH are read. Default: `process.env`. */
  readonly env?: NodeJS.ProcessEnv;
  /** Interpreters to try, in order. Default: `python3`, `python`. */
  readonly interpreters?: readonly string[];
}

/**
 * Makes sure that a tool is there, and returns the absolute path of its program.
 *
 * It lives in a Python virtual environment in the user's cache folder, one for each Python version and set of pins, so
 * that all clones share it. The first call takes about half a minute and 400 MB; later calls take well under a second.
 * Several processes may call it at once: one works, the others wait for it.
 *
 * @param progress gets a line when there is something to wait for
 * @throws Error when there is no Python 3.10 or later, or the packages can't be had; it says what to do
 */
export async function ensurePythonTool(
  tool: PythonTool,
  progress: (line: string) => void = () => undefined,
  options: PythonToolOptions = {},
): Promise<string> {
  const env = options.env ?? process.env;
  const python = await findPython(tool, options.interpreters ?? ["python3", "python"], env);
  const pins = createHash("sha256")
    .update(await readFile(tool.requirements))
    .digest("hex");
  const tools = join(env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "tidegate", "tools");
  const folder = join(tools, `${tool.name}-${tool.version}-py${python.version}-${pins.slice(0, 8)}`);
  const program = join(folder, "bin", tool.program);
  if (await isComplete(folder)) return program;

  await mkdir(tools, { recursive: true });
  await withLock(
    `${folder}.lock`,
    async () => {
      if (await isComplete(folder)) return;
      progress(`installing ${tool.name} ${tool.version} for Python ${python.version}, once (about half a minute)`);
      await install(tool, python.command, folder, env);
    },
    { onWait: (pid) => progress(`waiting for process ${pid}, which is installing ${tool.name}`) },
  );
  return program;
}

const OLDEST_PYTHON = [3, 10] as const;
const run = promisify(execFile);

interface Python {
  readonly command: string;
  /** For example `3.12.4`. */
  readonly version: string;
}

async function findPython(tool: PythonTool, interpreters: readonly string[], env: NodeJS.ProcessEnv): Promise<Python> {
  const seen: string[] = [];
  for (const command of interpreters) {
    try {
      const { stdout } = await run(command, ["-c", "import platform; print(platform.python_version())"], { env });
      const version = stdout.trim();
      const [major = 0, minor = 0] = version.split(".").map(Number);
      if (major === OLDEST_PYTHON[0] && minor >= OLDEST_PYTHON[1]) return { command, version };
      seen.push(`${command} is ${version}`);
    } catch (error) {
      seen.push(`${command}: ${firstLine(error)}`);
    }
  }
  throw new Error(
    `${tool.called}, which the tests run, needs Python ${OLDEST_PYTHON.join(".")} or later (${seen.join("; ")}). ` +
      `Install one and put it on PATH as python3.`,
  );
}

/** A virtual environment holds absolute paths and can't be moved into place, so its last step is a marker file. */
async function install(tool: PythonTool, python: string, folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await step(tool, `${python} -m venv`, "On Debian and Ubuntu, install the package python3-venv.", () =>
    run(python, ["-m", "venv", folder], { env }),
  );
  await step(
    tool,
    "pip install",
    "See that this machine reaches a Python package index (PIP_INDEX_URL names another one), and try again.",
    () => run(join(folder, "bin", "python"), [...PIP_INSTALL, "--requirement", tool.requirements], { env, ...ROOMY }),
  );
  await step(tool, `${tool.program} --version`, `Delete ${folder} and try again.`, async () => {
    const { stdout } = await run(join(folder, "bin", tool.program), ["--version"], { env });
    const found = tool.versionOf(stdout);
    if (found !== tool.version) throw new Error(`it says ${found}, not ${tool.version}`);
  });
  await writeFile(join(folder, COMPLETE), "");
}

const COMPLETE = "complete";
const ROOMY = { maxBuffer: 64 * 1024 * 1024 };
// Byte code for the whole SDK doubles the size and the time; Python makes what it uses as it goes.
const PIP_INSTALL = ["-m", "pip", "install", "--quiet", "--no-input", "--no-compile", "--require-hashes"];

async function step(tool: PythonTool, what: string, remedy: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
    throw new Error(
      `${tool.name} ${tool.version} can't be installed: ${what} failed. ${remedy}\n${said || String(error)}`,
      {
        cause: error,
      },
    );
  }
}

async function isComplete(folder: string): Promise<boolean> {
  try {
    await readFile(join(folder, COMPLETE));
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "";
}
