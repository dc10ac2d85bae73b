/** The npm packages whose declarations the stand-ins read. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { readDeclarations, type Declaration, type ReadOptions, type Resolve } from "./declarations.ts";
import type { Sides } from "./types.ts";

const require = createRequire(import.meta.url);

/** @throws Error when the package isn't installed */
export function packageFolder(name: string): string {
  return dirname(require.resolve(`${name}/package.json`));
}

/** The names of the two declarations in which an SDK describes a resource or a function. */
export interface SideNames {
  readonly inputs: string;
  readonly outputs: string;
}

/** Reads both sides from a declaration file. @throws Error when the file doesn't declare the outputs */
export function readSides(path: string, names: SideNames, resolve: Resolve, options: ReadOptions = {}): Sides {
  const found = readDeclarations(readFileSync(path, "utf8"), resolve, options);
  // A function without any argument has no interface for them.
  return {
    inputs: found.get(names.inputs)?.properties ?? {},
    outputs: declared(found, names.outputs, path).properties,
  };
}

/** How every SDK of Pulumi's names the sides of a resource. */
export const resourceSides = (name: string): SideNames => ({ inputs: `${name}Args`, outputs: name });

/** How it names the sides of a function. */
export function functionSides(name: string): SideNames {
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  return { inputs: `${capital}Args`, outputs: `${capital}Result` };
}

export function declared(found: ReadonlyMap<string, Declaration>, name: string, path: string): Declaration {
  const declaration = found.get(name);
  if (declaration === undefined) throw new Error(`${path} declares no ${name}: is it another version of the package?`);
  return declaration;
}

/** A folder's declaration file, as SDKs of Pulumi's lay them out: `core/vcn.d.ts`. */
export const declarationFile = (folder: string, module: string, file: string): string =>
  join(folder, module.toLowerCase(), `${file}.d.ts`);
