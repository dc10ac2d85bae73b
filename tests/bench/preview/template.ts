import { cp, link, mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { createRequire, findPackageJSON } from "node:module";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";

import { parse, stringify } from "yaml";

import { specifiersOf, toTemplateStyle } from "./rewrite.ts";

/**
 * Pulumi's TypeScript template, as `pulumi new` writes it: CommonJS, started by ts-node with type check. The language
 * level is this repository's, because the program is; `ignoreDeprecations` and `types` say to TypeScript 6 what TypeScript
 * 5 took for granted.
 */
const TSCONFIG = {
  compilerOptions: {
    strict: true,
    outDir: "bin",
    target: "es2024",
    module: "commonjs",
    moduleResolution: "node",
    sourceMap: true,
    experimentalDecorators: true,
    pretty: true,
    noFallthroughCasesInSwitch: true,
    noImplicitReturns: true,
    forceConsistentCasingInFileNames: true,
    ignoreDeprecations: "6.0",
    types: ["node"],
  },
  files: ["index.ts"],
};

/**
 * Writes the program of `stack` into `folder/project` the way Pulumi's template would have it, from its sources and those
 * of the workspace packages that it imports. It runs where {@link writeTemplateModules} has put a node_modules above it.
 *
 * @param stack the folder of the Pulumi project
 * @returns the project's folder
 */
export async function writeTemplateProject(stack: string, folder: string): Promise<string> {
  const project = join(folder, "project");
  await copyModule(join(stack, "index.ts"), join(project, "index.ts"), { stack, project, copied: new Set() });

  const description: unknown = parse(await readFile(join(stack, "Pulumi.yaml"), "utf8"));
  const { main: _main, ...rest } = { main: undefined, ...(description as Record<string, unknown>) };
  await writeFile(join(project, "Pulumi.yaml"), stringify({ ...rest, runtime: "nodejs" }));
  await writeFile(join(project, "package.json"), JSON.stringify({ name: "template", main: "index.ts" }));
  await writeFile(join(project, "tsconfig.json"), JSON.stringify(TSCONFIG));
  return project;
}

interface Copy {
  stack: string;
  project: string;
  copied: Set<string>;
}

/** Copies one module, rewritten, and then those of ours that it imports. */
async function copyModule(from: string, to: string, copy: Copy): Promise<void> {
  if (copy.copied.has(from)) {
    return;
  }
  copy.copied.add(from);
  const text = await readFile(from, "utf8");
  const places = new Map<string, { from: string; to: string }>();
  for (const specifier of specifiersOf(text)) {
    const place = placeOf(specifier, from, to, copy);
    if (place !== undefined) {
      places.set(specifier, place);
    }
  }

  const rewritten = toTemplateStyle(from, text, (specifier) => {
    const place = places.get(specifier);
    return place === undefined ? undefined : withoutExtension(relative(dirname(to), place.to));
  });
  await mkdir(dirname(to), { recursive: true });
  await writeFile(to, rewritten);
  for (const place of places.values()) {
    await copyModule(place.from, place.to, copy);
  }
}

/** Where a module of ours lies and where its copy goes; undefined for what comes from elsewhere. */
function placeOf(specifier: string, from: string, to: string, copy: Copy): { from: string; to: string } | undefined {
  if (specifier.startsWith(".")) {
    return { from: join(dirname(from), specifier), to: join(dirname(to), specifier) };
  }
  if (specifier.startsWith("@tidegate/")) {
    const file = createRequire(from).resolve(specifier);
    const [scope = "", name = ""] = specifier.split("/");
    return { from: file, to: join(copy.project, "packages", scope, name, relative(packageFolder(file), file)) };
  }
  return undefined;
}

/** The folder of the package that a file belongs to. */
function packageFolder(file: string): string {
  const description = findPackageJSON(".", pathToFileURL(file));
  if (description === undefined) {
    throw new Error(`${file} belongs to no package.`);
  }
  return dirname(description);
}

function withoutExtension(path: string): string {
  const stripped = path.replace(/\.ts$/, "");
  return stripped.startsWith(".") ? stripped : `./${stripped}`;
}

/**
 * Writes the node_modules of templates: all of ours but ts-node, because without one in the project Pulumi uses its own, whose
 * cache the template's users have. Pulumi's packages are there themselves, as hard links, since a symbolic link would lead
 * them back to the ts-node beside the originals; the rest are symbolic links.
 *
 * @param from the node_modules folder that holds everything the programs need
 * @param to must not exist
 */
export async function writeTemplateModules(from: string, to: string): Promise<void> {
  await mkdir(to);
  for (const name of await readdir(from)) {
    if (name === "@pulumi") {
      await copyTree(join(from, name), join(to, name));
    } else if (name !== "ts-node" && !name.startsWith(".")) {
      await symlink(join(from, name), join(to, name));
    }
  }
}

async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) {
      await copyTree(source, target);
    } else {
      await linkOrCopy(source, target);
    }
  }
}

async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    // The temporary folder may be on another disk.
    if (!(error instanceof Error && "code" in error && error.code === "EXDEV")) {
      throw error;
    }
    await cp(from, to);
  }
}
