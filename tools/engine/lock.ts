import { isAlive } from "./alive.ts";
import { readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

import type { Progress } from "./engine.ts";

/** How often the holder touches its lock, and after how long without a touch the lock counts as abandoned, in ms. */
const TOUCH_EVERY = 5_000;
const ABANDONED_AFTER = 60_000;
const LOOK_EVERY = 500;
const TELL_EVERY = 10_000;

/**
 * Runs `work` while this process alone holds the lock file; waits for another holder, telling `progress` about it. A lock
 * whose process is gone is taken over. Should two processes take over at the same instant, both work: what they make
 * gets its name by a rename, so that costs time and harms nothing.
 */
export async function withLock<T>(file: string, progress: Progress, work: () => Promise<T>): Promise<T> {
  const started = Date.now();
  let told = started - TELL_EVERY;
  while (!(await take(file))) {
    if (await abandoned(file)) {
      await rm(file, { force: true });
      continue;
    }
    if (Date.now() - told >= TELL_EVERY) {
      told = Date.now();
      progress(`waiting for another process that is at it: ${Math.round((told - started) / 1000)} s (lock: ${file})`);
    }
    await sleep(LOOK_EVERY);
  }

  const touch = setInterval(() => {
    const now = new Date();
    // A failed touch only makes the lock look older than it is.
    utimes(file, now, now).catch((error: unknown) => progress(`the lock ${file} can't be touched: ${String(error)}`));
  }, TOUCH_EVERY);
  touch.unref();
  try {
    return await work();
  } finally {
    clearInterval(touch);
    await rm(file, { force: true });
  }
}

async function take(file: string): Promise<boolean> {
  try {
    await writeFile(file, `${hostname()} ${process.pid}\n`, { flag: "wx" });
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) {
      return false;
    }
    throw error;
  }
}

async function abandoned(file: string): Promise<boolean> {
  try {
    const [host, pid] = (await readFile(file, "utf8")).trim().split(" ");
    if (host === hostname() && Number(pid) > 0 && !isAlive(Number(pid))) {
      return true;
    }
    return Date.now() - (await stat(file)).mtimeMs > ABANDONED_AFTER;
  } catch (error) {
    if (hasCode(error, "ENOENT")) {
      return false;
    }
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
