import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { withLock } from "./lock.ts";

/** The version of Oracle's command line that the tests run. */
export const OCI_CLI_VERSION = "3.95.1";

export interface OciCliOptions {
  /** Where XDG_CACHE_HOME and PATH are read. Default: `process.env`. */
  readonly env?: NodeJS.ProcessEnv;
  /** Interpreters to try, in order. Default: `python3`, `python`. */
  readonly interpreters?: readonly string[];
}

/**
 * Makes sure that Oracle's command line is there, and returns the absolute path of its `oci` program.
 *
 * It lives in a Python virtual environment in the user's cache folder, one for each Python version and set of pins, so
 * that all clones share it. The first call takes about half a minute and 400 MB; later calls take well under a second.
 * Several processes may call it at once: one works, the others wait for it.
 *
 * @param progress gets a line when there is something to wait for
 * @throws Error when there is no Python 3.10 or later, or the packages can't be had; it says what to do
 */
export async function ensureOciCli(
  progress: (line: string) => void = () => undefined,
  options: OciCliOptions = {},
): Promise<string> {
  const env = options.env ?? process.env;
  const python = await findPython(options.interpreters ?? ["python3", "python"], env);
  const pins = createHash("sha256")
    .update(await readFile(REQUIREMENTS))
    .digest("hex");
  const tools = join(env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "tidegate", "tools");
  const folder = join(tools, `oci-cli-${OCI_CLI_VERSION}-py${python.version}-${pins.slice(0, 8)}`);
  const oci = join(folder, "bin", "oci");
  if (await isComplete(folder)) return oci;

  await mkdir(tools, { recursive: true });
  await withLock(
    `${folder}.lock`,
    async () => {
      if (await isComplete(folder)) return;
      progress(`installing oci-cli ${OCI_CLI_VERSION} for Python ${python.version}, once (about half a minute)`);
      await install(python.command, folder, env);
    },
    { onWait: (pid) => progress(`waiting for process ${pid}, which is installing oci-cli`) },
  );
  return oci;
}

const REQUIREMENTS = join(import.meta.dirname, "oci-cli.requirements.txt");
const OLDEST_PYTHON = [3, 10] as const;
const run = promisify(execFile);

interface Python {
  readonly command: string;
  /** For example `3.12.4`. */
  readonly version: string;
}

async function findPython(interpreters: readonly string[], env: NodeJS.ProcessEnv): Promise<Python> {
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
    `Oracle's oci command line, which the tests run, needs Python ${OLDEST_PYTHON.join(".")} or later (${seen.join("; ")}). ` +
      `Install one and put it on PATH as python3.`,
  );
}

/** A virtual environment holds absolute paths and can't be moved into place, so its last step is a marker file. */
async function install(python: string, folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await step(`${python} -m venv`, "On Debian and Ubuntu, install the package python3-venv.", () =>
    run(python, ["-m", "venv", folder], { env }),
  );
  await step(
    "pip install",
    "See that this machine reaches a Python package index (PIP_INDEX_URL names another one), and try again.",
    () => run(join(folder, "bin", "python"), [...PIP_INSTALL, "--requirement", REQUIREMENTS], { env, ...ROOMY }),
  );
  await step("oci --version", `Delete ${folder} and try again.`, async () => {
    const { stdout } = await run(join(folder, "bin", "oci"), ["--version"], { env });
    if (stdout.trim() !== OCI_CLI_VERSION) throw new Error(`it says ${stdout.trim()}, not ${OCI_CLI_VERSION}`);
  });
  await writeFile(join(folder, COMPLETE), "");
}

const COMPLETE = "complete";
const ROOMY = { maxBuffer: 64 * 1024 * 1024 };
// Byte code for the whole SDK doubles the size and the time; Python makes what it uses as it goes.
const PIP_INSTALL = ["-m", "pip", "install", "--quiet", "--no-input", "--no-compile", "--require-hashes"];

async function step(what: string, remedy: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
    throw new Error(
      `oci-cli ${OCI_CLI_VERSION} can't be installed: ${what} failed. ${remedy}\n${said || String(error)}`,
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
