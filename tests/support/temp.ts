import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder of its own for one test. */
export interface TemporaryFolder {
  /** Absolute path. */
  readonly path: string;
  /** Deletes the folder and all that is in it; a second call does nothing. */
  remove(): Promise<void>;
}

/**
 * Makes an empty folder under the system's temporary folder. Whoever makes it removes it (in `after`); what is forgotten,
 * or left by a test that threw, goes when the process exits.
 *
 * @param label part of the folder's name, so that a person who looks knows whose it is
 */
export async function temporaryFolder(label: string): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), `tidegate-${label}-`));
  if (!process.listeners("exit").includes(removeLeft)) process.once("exit", removeLeft);
  left.add(path);
  return {
    path,
    async remove() {
      await rm(path, { recursive: true, force: true, maxRetries: 3 });
      left.delete(path);
    },
  };
}

/** Runs `use` with a temporary folder and removes the folder whatever happens. Returns what `use` returns. */
export async function withTemporaryFolder<T>(label: string, use: (path: string) => Promise<T> | T): Promise<T> {
  const folder = await temporaryFolder(label);
  try {
    return await use(folder.path);
  } finally {
    await folder.remove();
  }
}

const left = new Set<string>();

function removeLeft(): void {
  for (const path of left) rmSync(path, { recursive: true, force: true });
}
