import { dirname, join } from "node:path/posix";
import ts from "typescript";
import type { Packages } from "./packages.ts";
import type { Snapshot } from "./snapshot.ts";

/** Where a specifier leads: a file of the project, a package from outside, or nowhere that is known. */
export type Target = { readonly file: string } | { readonly outside: string } | undefined;

/** Answers where a specifier in a module leads, by Node's rules. */
export type Resolve = (specifier: string, from: string) => Target;

/**
 * Node's resolution over the workspace packages of one commit, worked out by TypeScript (package.json's `exports`, `imports`,
 * `main`) on the commit's own files. Packages from outside are told by name: what they hold is the lock file's business.
 */
export function resolver(snapshot: Snapshot, { folders }: Packages): Resolve {
  const host: ts.ModuleResolutionHost = {
    fileExists: (path) => snapshot.files.has(inProject(path, folders)),
    readFile: (path) => snapshot.read(inProject(path, folders)),
    realpath: (path) => ROOT + inProject(path, folders),
  };
  const cache = ts.createModuleResolutionCache(ROOT, (name) => name, OPTIONS);
  return (specifier, from) => {
    if (specifier.startsWith("node:")) return undefined;
    const exact = specifier.startsWith(".") ? join(dirname(from), specifier) : undefined;
    if (exact !== undefined && snapshot.files.has(exact)) return { file: exact };
    const mode = /\.c[jt]s$/.test(from) ? ts.ModuleKind.CommonJS : ts.ModuleKind.ESNext;
    const found = ts.resolveModuleName(specifier, ROOT + from, OPTIONS, host, cache, undefined, mode).resolvedModule;
    if (found !== undefined) return { file: inProject(found.resolvedFileName, folders) };
    return /^[.#/]/.test(specifier) ? undefined : { outside: specifier };
  };
}

/** Where the project would lie if a commit were a folder. */
const ROOT = "/project/";

const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  allowImportingTsExtensions: true,
  allowJs: true,
  noEmit: true,
  resolveJsonModule: true,
};

/** A path that TypeScript asks for, from the root: a workspace package lies in its own folder, not in `node_modules`. */
function inProject(path: string, folders: ReadonlyMap<string, string>): string {
  const inside = path.startsWith(ROOT) ? path.slice(ROOT.length) : path;
  const found = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)(\/.*)?$/.exec(inside);
  const folder = found?.[1] === undefined ? undefined : folders.get(found[1]);
  return folder === undefined ? inside : `${folder}${found?.[2] ?? ""}`;
}
