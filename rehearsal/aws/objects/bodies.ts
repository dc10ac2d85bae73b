/**
 * The bodies of objects, each a file of its own that only the user may read. They are not encrypted there, whatever the
 * bucket says of encryption: the world judges who may read, and the folder belongs to the user's own rehearsal.
 */
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";

export class Bodies {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** @param folder made where there is none */
  static async open(folder: string): Promise<Bodies> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new Bodies(folder);
  }

  /** Whole or not at all, and on disk when it resolves. */
  async write(name: string, bytes: Buffer): Promise<void> {
    await writeFileAtomic(join(this.#folder, name), bytes, { mode: 0o600 });
  }

  /** Undefined where the file is gone. */
  async read(name: string): Promise<Buffer | undefined> {
    try {
      return await readFile(join(this.#folder, name));
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
      throw error;
    }
  }

  async remove(name: string): Promise<void> {
    await rm(join(this.#folder, name), { force: true });
  }

  /** Removes what no version has: bodies whose bucket went with them, or whose writer was killed. */
  async keepOnly(names: ReadonlySet<string>): Promise<void> {
    const found = await readdir(this.#folder);
    await Promise.all(found.filter((name) => !names.has(name)).map((name) => this.remove(name)));
  }
}
