/**
 * Facts are collected once and kept in the user's cache folder, by the SDKs' versions and by the code that reads
 * them: a plugin starts with every run of the engine, and the compiler alone takes longer to load than a start may.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import type { Facts, Wanted } from "./types.ts";

export interface FactsOptions {
  /** Version of the installed @pulumi/oci. */
  readonly version: string;
  readonly wanted: Wanted;
  /** Default: `$XDG_CACHE_HOME/tidegate/facts`, or `~/.cache/tidegate/facts`. */
  readonly folder?: string;
}

export async function loadFacts(options: FactsOptions): Promise<Facts> {
  const path = join(options.folder ?? defaultFolder(), `oci-${options.version}-${fingerprint(options.wanted)}.json`);
  const kept = readKept(path);
  if (kept !== undefined) return kept;
  const { collectFacts } = await import("./collect.ts");
  const facts = collectFacts(options.wanted);
  keep(path, facts);
  return facts;
}

function defaultFolder(): string {
  const base = process.env["XDG_CACHE_HOME"];
  return join(base === undefined || base === "" ? join(homedir(), ".cache") : base, "tidegate", "facts");
}

/** Changes with the code of this folder, with what is asked for, and with Oracle's SDK packages (released as one). */
function fingerprint(wanted: Wanted): string {
  const hash = createHash("sha256").update(JSON.stringify(wanted));
  for (const file of readdirSync(import.meta.dirname).sort()) {
    hash.update(file).update(readFileSync(join(import.meta.dirname, file)));
  }
  hash.update(readFileSync(new URL(import.meta.resolve("oci-common/package.json"))));
  return hash.digest("hex").slice(0, 16);
}

function readKept(path: string): Facts | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  // The file is this code's own, written whole: its name says which code and which declarations it comes from.
  return JSON.parse(text) as Facts;
}

/** Two plugins may start at once: each writes a file of its own and moves it into place. */
function keep(path: string, facts: Facts): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(facts));
  renameSync(draft, path);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
