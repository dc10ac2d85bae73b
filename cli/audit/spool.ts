import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Keeps on disk what comes once and is wanted again. The file belongs to its owner alone and loses its name as soon as it is
 * open: it is gone with the process, however that ends.
 */
export class Spool {
  readonly file: number;
  #length = 0;

  constructor() {
    const folder = mkdtempSync(join(tmpdir(), "tidegate-audit-"));
    try {
      this.file = openSync(join(folder, "input"), "wx+", 0o600);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  write(bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length;) {
      const written = writeSync(this.file, bytes, done, bytes.length - done, this.#length);
      done += written;
      this.#length += written;
    }
  }

  close(): void {
    closeSync(this.file);
  }
}

/** The text between two positions of an open file; less where the file is shorter. */
export function textBetween(file: number, start: number, end: number): string {
  // One piece of memory for all that are small: the system gets back late what is asked for again and again.
  const bytes = end - start <= SHARED.length ? SHARED.subarray(0, end - start) : Buffer.allocUnsafe(end - start);
  return bytes.toString("utf8", 0, fill(file, bytes, start));
}

/** Reads until the bytes are full or the file ends. @returns how many were read */
export function fill(file: number, bytes: Uint8Array, start: number): number {
  let done = 0;
  while (done < bytes.length) {
    const read = readSync(file, bytes, done, bytes.length - done, start + done);
    if (read === 0) break;
    done += read;
  }
  return done;
}

const SHARED = Buffer.allocUnsafe(64 * 1024);
