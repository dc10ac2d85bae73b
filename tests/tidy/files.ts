import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A text file of the project. */
export interface ProjectFile {
  /** Relative to the project's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** One fault that a rule found. */
export interface Violation {
  readonly path: string;
  /** 1-based; absent when it is about the whole file. */
  readonly line?: number;
  /** What is wrong, and what to do. */
  readonly message: string;
}

/** All files that git tracks or would track, without binary ones. */
export function projectFiles(root: string): ProjectFile[] {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return listed
    .split("\0")
    .filter((path) => path !== "" && existsSync(join(root, path)))
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }))
    .filter(({ text }) => !text.includes("\0"));
}

/** The violations as lines that an editor can jump to. */
export function describeViolations(violations: readonly Violation[]): string {
  return violations
    .map(({ path, line, message }) => `${path}${line === undefined ? "" : `:${line}`}: ${message}`)
    .join("\n");
}

export function isTypeScript({ path }: ProjectFile): boolean {
  return path.endsWith(".ts");
}
