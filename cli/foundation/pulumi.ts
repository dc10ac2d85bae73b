/** Runs the engine at one of the foundation's two backends. */
import { findEngine } from "@tidegate/engine";
import { spawn } from "node:child_process";
import { delimiter, dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { lockHolders, lockState, THIS_MACHINE } from "./locks.ts";
import type { Holder } from "./locks.ts";

export interface Run {
  readonly code: number;
  /** Both streams in the order they came, without colours. */
  readonly output: string;
  /** Standard output alone. */
  readonly stdout: string;
}

export interface Call {
  /** Laid over this process's own variables; undefined takes one away. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Standard input. Default: empty. */
  readonly input?: string;
  /** Whether the engine's lines are shown as they come. Default: no. */
  readonly shown?: boolean;
}

/** `pulumi <args>`, in no terminal. Says its exit code. @throws Error when it can't be started */
export type Pulumi = (args: readonly string[], call: Call) => Promise<Run>;

/** @throws NoEngineError when no engine can be had */
export async function openPulumi(tell: (line: string) => void): Promise<Pulumi> {
  const { binDir } = await findEngine({ progress: tell });
  const path = [binDir, dirname(process.execPath), process.env["PATH"] ?? ""].join(delimiter);
  return (args, call) => runPulumi([...args, "--non-interactive"], { PATH: path }, call);
}

/** How often a lock of a living process is asked for again, a second apart: a killed command's engine ends by itself. */
const PATIENCE = 30;

/**
 * Runs what needs the stack's lock. A lock that a killed process of this machine left is taken away; a living one's is waited
 * for, half a minute long.
 * @param cancel takes the locks away
 * @throws Error when somebody else holds it
 */
export async function withLock(
  run: () => Promise<Run>,
  cancel: () => Promise<void>,
  tell: (line: string) => void,
  machine = THIS_MACHINE,
  pause: () => Promise<unknown> = () => sleep(1_000),
): Promise<Run> {
  for (let attempt = 0; ; attempt += 1) {
    const ended = await run();
    const holders = ended.code === 0 ? [] : lockHolders(ended.output);
    const state = lockState(holders, machine);
    if (state === "free") return ended;
    const who = holders.map(holderText).join("; ");
    if (state === "unknown" || attempt >= PATIENCE) {
      throw new Error(
        `The stack is locked by ${who}.\nIf that process is at work, wait for it. If it is no more, take its lock away ` +
          "with `pulumi cancel`, pointed at the state by what `npm run foundation -- where` prints.",
      );
    }
    if (state === "dead") {
      tell(`a killed process left its lock behind (${who}): it is taken away`);
      await cancel();
    } else {
      if (attempt === 0) tell(`locked by ${who}: waiting for it, up to ${PATIENCE} s`);
      await pause();
    }
  }
}

/** Signals that end a command: the engine gets them, and its end is then the command's. */
const PASSED_ON: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

function holderText({ user, host, pid, since }: Holder): string {
  return `process ${pid} of ${user} on ${host} since ${since}`;
}

function runPulumi(args: readonly string[], base: Readonly<Record<string, string>>, call: Call): Promise<Run> {
  const colour = call.shown === true && process.stderr.isTTY ? "always" : "never";
  return new Promise((resolve, reject) => {
    const child = spawn("pulumi", [...args, "--color", colour], {
      env: { ...process.env, ...base, PULUMI_SKIP_UPDATE_CHECK: "true", ...call.environment },
      stdio: "pipe",
      // In a group of its own: a Ctrl-C reaches it once, through the lines below, and it ends what is under way.
      detached: true,
    });
    const pass = (signal: NodeJS.Signals) => void child.kill(signal);
    PASSED_ON.forEach((signal) => process.on(signal, pass));
    let output = "";
    let stdout = "";
    const take = (chunk: string) => {
      output += chunk;
      if (call.shown === true) process.stderr.write(chunk);
    };
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      stdout += chunk;
      take(chunk);
    });
    child.stderr.setEncoding("utf8").on("data", take);
    child.on("error", reject);
    child.on("close", (code) => {
      PASSED_ON.forEach((signal) => process.off(signal, pass));
      resolve({ code: code ?? 1, output: stripVTControlCharacters(output), stdout });
    });
    // An engine that reads nothing may be gone before all is written.
    child.stdin.on("error", () => {});
    child.stdin.end(call.input ?? "");
  });
}
