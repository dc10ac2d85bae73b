/** Runs one command of a program on this machine, as the command provider does. */
import { spawn, type ChildProcess } from "node:child_process";
import { statSync } from "node:fs";
import type { Readable } from "node:stream";

export interface CommandLine {
  readonly command: string;
  /** Program and arguments that take the command as their last one. Default: `/bin/sh -c`, on Windows `cmd /C`. */
  readonly interpreter?: readonly string[];
  /** Default: this process's own folder, which is the project's. */
  readonly dir?: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdin?: string;
  /** Which of the two are shown while the command runs. */
  readonly shown: { readonly stdout: boolean; readonly stderr: boolean };
  /** How an error calls the command; without it, by its text. */
  readonly alias?: string;
}

export interface CommandOutput {
  /** Without one newline at the end. */
  readonly stdout: string;
  readonly stderr: string;
}

/** Takes a line of output; the command's end waits for it. */
export type Say = (line: string) => Promise<void>;

/**
 * @param stop ends the command, and all that it has started
 * @throws Error with the exit status and what the command printed, when that isn't 0
 */
export async function runCommand(line: CommandLine, say: Say, stop: AbortSignal): Promise<CommandOutput> {
  if (stop.aborted) throw new Error(`not run, because the engine is being stopped: ${nameOf(line)}`);
  checkFolder(line.dir);
  const child = start(line);
  const kill = (): void => killGroup(child);
  stop.addEventListener("abort", kill, { once: true });
  try {
    const printed: string[] = [];
    const [status, stdout, stderr] = await Promise.all([
      ended(child),
      ...(["stdout", "stderr"] as const).map((name) => take(child[name], printed, line.shown[name] ? say : undefined)),
    ]);
    if (status !== "exit status 0") throw new Error(`${status}: running ${nameOf(line)}:\n${printed.join("")}`);
    return { stdout: (stdout ?? "").replace(/\n$/, ""), stderr: (stderr ?? "").replace(/\n$/, "") };
  } finally {
    stop.removeEventListener("abort", kill);
  }
}

function start(line: CommandLine): ChildProcess & { stdout: Readable; stderr: Readable } {
  const shell = process.platform === "win32" ? ["cmd", "/C"] : ["/bin/sh", "-c"];
  const given = line.interpreter ?? [];
  const [program, ...args] = [...(given.length === 0 ? shell : given), line.command];
  const child = spawn(program, args, {
    cwd: line.dir,
    env: line.environment,
    stdio: ["pipe", "pipe", "pipe"],
    // In a group of its own, which is ended as a whole.
    detached: process.platform !== "win32",
  });
  // A command that doesn't read its input closes it early, which is none of the command's faults.
  child.stdin.on("error", () => {});
  child.stdin.end(line.stdin ?? "");
  return child;
}

/** Without this, a missing folder looks like a missing shell. */
function checkFolder(dir: string | undefined): void {
  if (dir === undefined) return;
  if (statSync(dir, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new Error(`\`dir\` names ${JSON.stringify(dir)}, which is no folder: make it, or leave \`dir\` out`);
  }
}

/** Collects a stream whole, and says its lines as they come. */
async function take(stream: Readable, printed: string[], say: Say | undefined): Promise<string> {
  let whole = "";
  let rest = "";
  stream.setEncoding("utf8");
  for await (const chunk of stream as AsyncIterable<string>) {
    printed.push(chunk);
    whole += chunk;
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) await say?.(line);
  }
  if (rest !== "") await say?.(rest);
  return whole;
}

/** `exit status 3`, or `signal: SIGKILL`. */
function ended(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve(signal === null ? `exit status ${code}` : `signal: ${signal}`));
  });
}

/** What it started may live on after the command's own end, and hold its output open. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (process.platform === "win32") {
    child.kill("SIGKILL");
    return;
  }
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch (error) {
    const gone = error instanceof Error && "code" in error && error.code === "ESRCH";
    if (!gone) throw error;
  }
}

const nameOf = (line: CommandLine): string => line.alias ?? JSON.stringify(line.command);
