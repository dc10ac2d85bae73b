/**
 * Collects facts from the installed @pulumi/oci and from Oracle's own SDK packages. Only what is asked for is parsed:
 * types/input.d.ts alone has more than four megabytes, and a stack uses a few dozen of its interfaces.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readDeclarations } from "../../declared/declarations.ts";
import { NestedTypes } from "../../declared/nested.ts";
import {
  declarationFile,
  declared,
  functionSides,
  packageFolder,
  readSides,
  resourceSides,
  type SideNames,
} from "../../declared/sdk.ts";
import type { Shape, Sides, Type } from "../../declared/types.ts";
import { parseToken, type Facts, type Wanted } from "./types.ts";

export function collectFacts(wanted: Wanted): Facts {
  const root = packageFolder("@pulumi/oci");
  const inputTypes = new NestedTypes(join(root, "types/input.d.ts"));
  const outputTypes = new NestedTypes(join(root, "types/output.d.ts"));
  const resolve = (reference: string): Type => {
    const [side, module, name] = reference.split(".");
    if (module === undefined || name === undefined)
      throw new Error(`unexpected reference \`${reference}\` in @pulumi/oci`);
    return (side === "inputs" ? inputTypes : outputTypes).want(`${module}.${name}`);
  };
  const sidesOf = (token: string, names: (name: string) => SideNames): Sides => {
    const { module, file, name } = parseToken(token);
    return readSides(declarationFile(root, module, file), names(name), resolve);
  };
  const resources = byKey(wanted.resources, (token) => sidesOf(token, resourceSides));
  const functions = byKey(wanted.functions, (token) => sidesOf(token, functionSides));
  return {
    resources,
    functions,
    inputTypes: inputTypes.collect(resolve),
    outputTypes: outputTypes.collect(resolve),
    models: collectModels(wanted.models),
  };
}

/** OCI's models: one interface a file. A polymorphic one gets the properties of its subtypes, which its code names. */
function collectModels(names: readonly string[]): Record<string, Shape> {
  const shapes: Record<string, Shape> = {};
  const queue = [...names];
  for (const key of queue) {
    if (key in shapes) continue;
    const [pkg = ""] = key.split("/");
    const resolve = (reference: string): Type => {
      const [space, name] = reference.split(".");
      // `CreateVaultDetails.VaultType` is one of the model's own enumerations.
      if (space !== "model" || name === undefined) return "string";
      const declares = readFileSync(modelPath(pkg, name), "utf8").includes(`export interface ${name} `);
      return declares ? { object: `${pkg}/${name}` } : "string";
    };
    shapes[key] = merge(key.split("|").map((part) => readModel(part, resolve)));
    queue.push(...Object.values(shapes[key] ?? {}).flatMap((property) => referenced(property.type)));
  }
  return shapes;
}

function readModel(key: string, resolve: (reference: string) => Type): Shape {
  const [pkg = "", name = ""] = key.split("/");
  const path = modelPath(pkg, name);
  const declaration = declared(readDeclarations(readFileSync(path, "utf8"), resolve), name, path);
  const inherited = declaration.bases.map((base) => readDeclared(`${pkg}/${base.replace("model.", "")}`, resolve));
  const code = readFileSync(path.replace(/\.d\.ts$/, ".js"), "utf8");
  const subtypes = [...code.matchAll(/case "[^"]+":\s+return model\.(\w+)\.getJsonObj\(/g)];
  const below = subtypes.map(([, subtype = ""]) => readModel(`${pkg}/${subtype}`, resolve));
  return merge([...below, ...inherited, declaration.properties]);
}

/** A model's own declaration and its bases', without subtypes: a base's other subtypes are none of this one's. */
function readDeclared(key: string, resolve: (reference: string) => Type): Shape {
  const [pkg = "", name = ""] = key.split("/");
  const path = modelPath(pkg, name);
  const declaration = declared(readDeclarations(readFileSync(path, "utf8"), resolve), name, path);
  const inherited = declaration.bases.map((base) => readDeclared(`${pkg}/${base.replace("model.", "")}`, resolve));
  return merge([...inherited, declaration.properties]);
}

/** Where two say the same name, the later one holds. */
function merge(shapes: readonly Shape[]): Shape {
  return Object.fromEntries(shapes.flatMap((shape) => Object.entries(shape)));
}

const modelFiles = new Map<string, ReadonlyMap<string, string>>();

/** The package's index says which file a model is in: `SSLConfigurationDetails` is in s-sl-configuration-details. */
function modelPath(pkg: string, name: string): string {
  const folder = join(packageFolder(`oci-${pkg}`), "lib/model");
  let files = modelFiles.get(pkg);
  if (files === undefined) {
    const index = readFileSync(join(folder, "index.d.ts"), "utf8");
    const lines = index.matchAll(/import \* as (\w+) from "\.\/([^"]+)"/g);
    files = new Map([...lines].map(([, model = "", file = ""]) => [model, file]));
    modelFiles.set(pkg, files);
  }
  const file = files.get(name);
  if (file === undefined) throw new Error(`oci-${pkg} has no model ${name}`);
  return join(folder, `${file}.d.ts`);
}

function referenced(type: Type): string[] {
  if (typeof type === "string") return [];
  if ("object" in type) return [type.object];
  if ("list" in type) return referenced(type.list);
  return "map" in type ? referenced(type.map) : type.anyOf.flatMap(referenced);
}

function byKey<T>(keys: readonly string[], make: (key: string) => T): Record<string, T> {
  return Object.fromEntries(keys.map((key) => [key, make(key)]));
}
