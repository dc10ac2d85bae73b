import { dirname } from "node:path/posix";

/** The project's files at one commit. */
export interface Snapshot {
  /** Every file by its path from the root, with what identifies its content: git's mode and object id. */
  readonly files: ReadonlyMap<string, string>;
  /**
   * A file's text.
   *
   * @throws Error when there is no such file
   */
  readonly read: (path: string) => string;
}

/** Whether a file is code: Node runs it, and its imports can be read. */
export function isCode(path: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(path) && !/\.d\.[cm]?ts$/.test(path);
}

/** Whether a path is that folder or lies in it. The folder "." holds everything. */
export function isWithin(path: string, folder: string): boolean {
  return folder === "." || path === folder || path.startsWith(`${folder}/`);
}

/** A path's folder and all folders above it, nearest first, "." last. */
export function foldersAbove(path: string): string[] {
  const folder = dirname(path);
  return folder === "." || folder === "/" ? ["."] : [folder, ...foldersAbove(folder)];
}

/** Folders that no stack runs: what changes there changes no preview, unless a stack's module names a file there. */
export function isAside(path: string): boolean {
  return ["docs", "tests", ".github"].some((folder) => isWithin(path, folder)) || /(^|\/)[^/]+\.md$/.test(path);
}

/** A JSON file's object. @throws Error that names the file when it holds something else */
export function readObject(snapshot: Snapshot, path: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(snapshot.read(path));
  } catch (error) {
    throw new Error(`${path} is no JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  return asObject(value) ?? fail(`${path} must hold a JSON object`);
}

/** The value as an object's keys, or undefined when it is no object. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : undefined;
}

function fail(message: string): never {
  throw new Error(message);
}
