import { copyFile, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { parse, stringify } from "yaml";

import type { Measurable } from "./measure.ts";
import { writeTemplateProject } from "./template.ts";

const REPOSITORY = join(import.meta.dirname, "..", "..", "..");
const STACK = join(REPOSITORY, "stacks", "trivia-pay");
const MODULES = join(REPOSITORY, "node_modules");
const CONFIG = "Pulumi.dev.yaml";

type Environment = Readonly<Record<string, string>>;

/** The stack itself, as it stands in the repository. */
export async function ours(folder: string, environment: Environment): Promise<Measurable> {
  const scratch = join(folder, "ours");
  await mkdir(scratch, { recursive: true });
  return {
    project: STACK,
    scratch,
    environment: { ...environment, NODE_COMPILE_CACHE: join(scratch, "compile-cache") },
  };
}

/** The same program as Pulumi's template would have it; with `cache` as ts-node's cache folder. */
export async function template(folder: string, environment: Environment): Promise<Measurable> {
  const scratch = join(folder, "template");
  await mkdir(scratch, { recursive: true });
  const project = await writeTemplateProject(STACK, MODULES, scratch);
  await copyFile(join(STACK, CONFIG), join(project, CONFIG));
  return { project, scratch, environment: { ...environment, TS_NODE_CACHE_DIRECTORY: tsNodeCache(scratch) } };
}

/** Where ts-node keeps what it compiled. */
export function tsNodeCache(scratch: string): string {
  return join(scratch, "ts-node-cache");
}

/** A program that does nothing, started as the stack is: what the engine and its host cost by themselves. */
export async function empty(folder: string, environment: Environment): Promise<Measurable> {
  const scratch = join(folder, "empty");
  const project = join(scratch, "project");
  await mkdir(project, { recursive: true });
  await symlink(MODULES, join(scratch, "node_modules"));
  const { runtime } = parse(await readFile(join(STACK, "Pulumi.yaml"), "utf8")) as { runtime: unknown };
  await writeFile(join(project, "Pulumi.yaml"), stringify({ name: "empty", runtime, main: "index.ts" }));
  await writeFile(join(project, CONFIG), "config: {}\n");
  await writeFile(join(project, "package.json"), JSON.stringify({ type: "module" }));
  await writeFile(join(project, "index.ts"), "export {};\n");
  return { project, scratch, environment: { ...environment, NODE_COMPILE_CACHE: join(scratch, "compile-cache") } };
}
