/** Runs a command with a session that is kept alive as long as it runs. */
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { setTimeout as wait } from "node:timers/promises";

/** Signals that end a job: they go on to the command, whose end then ends this process. */
const PASSED_ON: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * @returns the command's exit code; 128 and the signal's number where a signal ended it
 * @throws Error when it can't be started
 */
export async function runCommand(
  command: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<number> {
  const [program = "", ...args] = command;
  const child = spawn(program, args, { stdio: "inherit", env: { ...process.env, ...environment } });
  const pass = (signal: NodeJS.Signals) => void child.kill(signal);
  PASSED_ON.forEach((signal) => process.on(signal, pass));
  try {
    return await new Promise<number>((resolve, reject) => {
      child.on("error", (error) => {
        reject(new Error(`${program} can't be started: ${error.message}.`, { cause: error }));
      });
      child.on("close", (code, signal) => {
        resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
      });
    });
  } finally {
    PASSED_ON.forEach((signal) => process.off(signal, pass));
  }
}

/** A sleep that an abort ends, without an error. */
export async function sleepUntil(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(milliseconds, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
