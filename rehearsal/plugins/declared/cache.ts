/**
 * Facts are collected once and kept in the user's cache folder, by the SDKs' versions and by the code that reads
 * them: a plugin starts with every run of the engine, and the compiler alone takes longer to load than a start may.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

export interface FactsOptions<Facts> {
  /** The provider and its SDK's version: `oci-4.20.0`. */
  readonly name: string;
  /** What is asked for, as JSON. */
  readonly wanted: unknown;
  /** Folders of the code that reads the facts, apart from this one. */
  readonly code: readonly string[];
  /** Other npm packages whose declarations are read; one of each set that is released together. */
  readonly packages: readonly string[];
  readonly collect: () => Promise<Facts>;
  /** Default: `$XDG_CACHE_HOME/tidegate/facts`, or `~/.cache/tidegate/facts`. */
  readonly folder?: string | undefined;
}

export async function loadFacts<Facts>(options: FactsOptions<Facts>): Promise<Facts> {
  const path = join(options.folder ?? defaultFolder(), `${options.name}-${fingerprint(options)}.json`);
  // The file is this code's own, written whole: its name says which code and which declarations it comes from.
  const kept = readKept(path);
  if (kept !== undefined) return JSON.parse(kept) as Facts;
  const facts = await options.collect();
  keep(path, JSON.stringify(facts));
  return facts;
}

function defaultFolder(): string {
  const base = process.env["XDG_CACHE_HOME"];
  return join(base === undefined || base === "" ? join(homedir(), ".cache") : base, "tidegate", "facts");
}

/** Changes with the code that reads, with what is asked for, and with the packages that are read. */
function fingerprint({ wanted, code, packages }: FactsOptions<unknown>): string {
  const hash = createHash("sha256").update(JSON.stringify(wanted));
  for (const folder of [import.meta.dirname, ...code]) {
    for (const file of readdirSync(folder).sort()) hash.update(file).update(readFileSync(join(folder, file)));
  }
  for (const name of packages) hash.update(readFileSync(new URL(import.meta.resolve(`${name}/package.json`))));
  return hash.digest("hex").slice(0, 16);
}

function readKept(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Two plugins may start at once: each writes a file of its own and moves it into place. */
function keep(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
