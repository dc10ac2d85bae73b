import { copyFile, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { parse, stringify } from "yaml";

import { isRecord } from "../../../rehearsal/oci/facts/conform.ts";
import type { Measurable } from "../measure.ts";
import { writeTemplateProject } from "./template.ts";

const REPOSITORY = join(import.meta.dirname, "..", "..", "..");
const CONFIG = "Pulumi.dev.yaml";

/** Everything that a stack's program needs, whoever starts it. */
export const MODULES = join(REPOSITORY, "node_modules");

/** A stack of the repository, and where its measured programs are kept. */
export interface Subject {
  /** Folder below `stacks/`. */
  readonly stack: string;
  /** An empty folder. A template's node_modules must lie above it. */
  readonly folder: string;
  /** Points `pulumi` at an engine and at clouds. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The stack itself, as it stands in the repository. */
export async function ours({ stack, folder, environment }: Subject): Promise<Measurable> {
  const scratch = join(folder, "ours");
  await mkdir(scratch, { recursive: true });
  return { project: sourceOf(stack), scratch, environment: { ...environment, ...ownCompileCache(scratch) } };
}

/** The same program as Pulumi's template would have it. */
export async function template({ stack, folder, environment }: Subject): Promise<Measurable> {
  const scratch = join(folder, "template");
  await mkdir(scratch, { recursive: true });
  const project = await writeTemplateProject(sourceOf(stack), scratch);
  await copyFile(join(sourceOf(stack), CONFIG), join(project, CONFIG));
  return { project, scratch, environment: { ...environment, TS_NODE_CACHE_DIRECTORY: tsNodeCache(scratch) } };
}

/** Where ts-node keeps what it compiled. */
export function tsNodeCache(scratch: string): string {
  return join(scratch, "ts-node-cache");
}

/** A program that does nothing, started as the stack is: what the engine and its host cost by themselves. */
export async function empty({ stack, folder, environment }: Subject): Promise<Measurable> {
  const scratch = join(folder, "empty");
  const project = join(scratch, "project");
  await mkdir(project, { recursive: true });
  await symlink(MODULES, join(scratch, "node_modules"));
  const description: unknown = parse(await readFile(join(sourceOf(stack), "Pulumi.yaml"), "utf8"));
  const runtime = isRecord(description) ? description["runtime"] : undefined;
  await writeFile(join(project, "Pulumi.yaml"), stringify({ name: "empty", runtime, main: "index.ts" }));
  await writeFile(join(project, CONFIG), "config: {}\n");
  await writeFile(join(project, "package.json"), JSON.stringify({ type: "module" }));
  await writeFile(join(project, "index.ts"), "export {};\n");
  return { project, scratch, environment: { ...environment, ...ownCompileCache(scratch) } };
}

function sourceOf(stack: string): string {
  return join(REPOSITORY, "stacks", stack);
}

/** Node's compile cache, shared with nothing else on the machine. */
function ownCompileCache(scratch: string): Record<string, string> {
  return { NODE_COMPILE_CACHE: join(scratch, "compile-cache") };
}
