/** Which files a command line means. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { STANDARD_INPUT } from "./source.ts";

export interface Input {
  /** As it was given, or as it was found below a folder that was. */
  readonly path: string;
  /** Whether it was found in a folder, where files that are no state may stand beside states. */
  readonly isFound: boolean;
}

export interface Inputs {
  readonly inputs: readonly Input[];
  /** Those that can't be looked at, and why. */
  readonly unreadable: readonly { readonly path: string; readonly why: string }[];
}

/** Files as they are; of folders, the files below that could hold a state. Each once. */
export function inputsOf(paths: readonly string[]): Inputs {
  const inputs = new Map<string, Input>();
  const unreadable: { path: string; why: string }[] = [];
  for (const path of paths) {
    try {
      if (path !== STANDARD_INPUT && statSync(path).isDirectory()) {
        for (const found of statesBelow(path)) inputs.set(found, inputs.get(found) ?? { path: found, isFound: true });
      } else {
        inputs.set(path, { path, isFound: false });
      }
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "Error";
      unreadable.push({ path, why: `can't be looked at (${code})` });
    }
  }
  return { inputs: [...inputs.values()], unreadable };
}

/** Doesn't follow links to folders, which could lead round in circles. */
function statesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return LEFT_OUT.has(entry.name) ? [] : statesBelow(path);
    return STATE.test(entry.name) ? [path] : [];
  });
}

/** As exports are called, and as a DIY backend calls its checkpoints: `dev.json`, `dev.json.bak`, `dev.json.gz`. */
const STATE = /\.json(\.bak)?(\.gz)?$/;

const LEFT_OUT: ReadonlySet<string> = new Set(["node_modules", ".git"]);
