import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { stringify } from "yaml";

import type { Measurable } from "../measure.ts";

const MODULES = join(import.meta.dirname, "..", "..", "..", "node_modules");
const UNIT = pathToFileURL(join(import.meta.dirname, "unit.ts")).href;

/** As the stacks are started. */
const RUNTIME = { name: "nodejs", options: { typescript: false, nodeargs: "--require @tidegate/fast-start" } };

/** A program's units, told apart in every name. */
export const UNIT_NAME = "bench-${n}";

/** The unit that is recorded. */
export const FIRST_UNIT = "bench-0";

/** So many units, made of components. */
export function componentProgram(units: number): string {
  return [
    `import { unit } from ${JSON.stringify(UNIT)};`,
    `for (let n = 0; n < ${units}; n += 1) unit(\`${UNIT_NAME}\`);`,
    "",
  ].join("\n");
}

/**
 * Writes a Pulumi project of its own.
 *
 * @param folder is made
 * @param environment points `pulumi` at an engine and at clouds
 */
export async function writeProgram(
  folder: string,
  text: string,
  environment: Readonly<Record<string, string>>,
): Promise<Measurable> {
  const project = join(folder, "project");
  await mkdir(project, { recursive: true });
  await symlink(MODULES, join(folder, "node_modules"));
  await writeFile(join(project, "Pulumi.yaml"), stringify({ name: "scale", runtime: RUNTIME, main: "index.js" }));
  await writeFile(join(project, "Pulumi.dev.yaml"), stringify({ config: { "aws:region": "eu-central-1" } }));
  await writeFile(join(project, "package.json"), JSON.stringify({ type: "module" }));
  await writeFile(join(project, "index.js"), text);
  return { project, scratch: folder, environment: { ...environment, ...THROWN_AWAY } };
}

/**
 * The engine writes the whole state after each step of an `up`, which is quadratic in the stack's size and would drown
 * everything else. A world that is thrown away needs no state that survives a crash.
 */
const THROWN_AWAY = { PULUMI_SKIP_CHECKPOINTS: "true", PULUMI_EXPERIMENTAL: "true" };
