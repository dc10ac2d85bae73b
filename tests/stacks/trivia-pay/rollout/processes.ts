/** The processes that drive rollouts in a rehearsal: whether they end with their engine. */
import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

const LOOK_EVERY_MS = 100;
const LOOKS = 100;

/**
 * Pulumi's processes for dynamic providers that were started for this rehearsal: its folder stands in their environment.
 * @param root folder of the rehearsal
 */
export async function providersOf(root: string): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)("ps", ["axeww", "-o", "pid=,command="], { maxBuffer: 64 * 1024 * 1024 });
  return stdout
    .split("\n")
    .filter((line) => line.includes("cmd/dynamic-provider") && line.includes(`file://${root}`))
    .map((line) => line.trim().split(" ")[0] ?? "");
}

/**
 * Waits for them to end, some seconds at the most.
 * @returns the process ids of those that don't
 */
export async function providersLeft(root: string): Promise<readonly string[]> {
  let left = await providersOf(root);
  for (let look = 0; left.length > 0 && look < LOOKS; look += 1) {
    await sleep(LOOK_EVERY_MS);
    left = await providersOf(root);
  }
  return left;
}

/** Ends those that a test has found to go on. */
export async function endProviders(root: string): Promise<void> {
  for (const id of await providersOf(root)) {
    process.kill(Number(id), "SIGKILL");
  }
}
