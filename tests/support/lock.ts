import { isAlive } from "@tidegate/engine/alive";
import { mkdir, mkdtemp, readdir, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export interface LockOptions {
  /** How long to wait for another process, in milliseconds. Default: 15 minutes. */
  readonly waitMs?: number;
  /** Called once when another process holds the lock. */
  readonly onWait?: (ownerPid: number) => void;
}

/**
 * Runs `work` while no other process on this machine does so under the same lock, and returns what it returns.
 *
 * The lock is a folder that holds one file named by its owner. It is put in place by a rename, which succeeds only where
 * there is no folder or an empty one, so taking over from a dead owner can't hit a living one: only that owner's
 * own file is deleted. (The engine's lock may let two in at such a moment, because what they make is renamed into place; a
 * virtual environment can't be, so here it must not happen.)
 *
 * @throws Error when the owner is alive and still holds the lock after `waitMs`; it names the folder and the owner.
 */
export async function withLock<T>(path: string, work: () => Promise<T>, options: LockOptions = {}): Promise<T> {
  await acquire(path, options);
  try {
    return await work();
  } finally {
    await release(path, process.pid);
  }
}

async function acquire(path: string, { waitMs = 15 * 60_000, onWait }: LockOptions): Promise<void> {
  const deadline = Date.now() + waitMs;
  let told = false;
  while (!(await place(path))) {
    const owner = await ownerOf(path);
    if (owner === undefined) continue;
    if (!isAlive(owner)) {
      await release(path, owner);
      continue;
    }
    if (!told) onWait?.(owner);
    told = true;
    if (Date.now() > deadline) {
      throw new Error(
        `Process ${owner} has held the lock ${path} for more than ${Math.round(waitMs / 1000)} s. ` +
          `If it is not at work, end it or delete that folder, and try again.`,
      );
    }
    await sleep(200);
  }
}

async function place(path: string): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true });
  const prepared = await mkdtemp(`${path}.`);
  await writeFile(join(prepared, ownerFile(process.pid)), "");
  try {
    await rename(prepared, path);
    return true;
  } catch (error) {
    await rm(prepared, { recursive: true, force: true });
    if (isCode(error, "ENOTEMPTY", "EEXIST")) return false;
    throw error;
  }
}

async function release(path: string, owner: number): Promise<void> {
  await rm(join(path, ownerFile(owner)), { force: true });
  try {
    await rmdir(path);
  } catch (error) {
    // Somebody else took it the moment it was empty, or has removed it already.
    if (!isCode(error, "ENOTEMPTY", "EEXIST", "ENOENT")) throw error;
  }
}

async function ownerOf(path: string): Promise<number | undefined> {
  try {
    const [file] = await readdir(path);
    return file === undefined ? undefined : Number(file.replace("owner-", ""));
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

function ownerFile(pid: number): string {
  return `owner-${pid}`;
}

function isCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && "code" in error && codes.some((code) => code === error.code);
}
