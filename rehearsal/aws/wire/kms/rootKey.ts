/**
 * The secret that all keys of a world's KMS come from, as the hardware behind the real one holds its own. It is made on this
 * machine, once for a world, and lies in a file that only the user may read: never in the world, a state or a log.
 */
import { hkdfSync, randomBytes } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";

/** In bytes: what AES-256 takes. */
const SIZE = 32;

export class RootKey {
  readonly #secret: Buffer;

  constructor(secret: Buffer) {
    this.#secret = secret;
  }

  /** @throws Error where the file holds something else */
  static async open(file: string): Promise<RootKey> {
    const found = await readFile(file).catch(noSuchFile);
    if (found !== undefined && found.length !== SIZE) {
      throw new Error(`${file} holds no key of KMS. To start over: npm run rehearse -- reset`);
    }
    if (found !== undefined) return new RootKey(found);
    const secret = randomBytes(SIZE);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFileAtomic(file, secret, { mode: 0o600 });
    return new RootKey(secret);
  }

  /** The key behind a key of KMS, always the same one for the same ARN (HKDF, RFC 5869). */
  materialOf(arn: string): Buffer {
    return Buffer.from(hkdfSync("sha256", this.#secret, "", `tidegate kms ${arn}`, SIZE));
  }
}

function noSuchFile(error: unknown): undefined {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
  throw error;
}
