/** A stack that can be brought up right, and with any of the mistakes, in a rehearsal of its own. */
import assert from "node:assert/strict";
import { copyFile, mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { CHECKOUT } from "../../../rehearsal/session/paths.ts";
import { Stack } from "../../../rehearsal/session/stack.ts";
import type { EngineRun } from "../../../rehearsal/session/stack.ts";
import { kindOf } from "../../support/built.ts";
import { openRehearsal, quietly, worldCounts } from "../../support/rehearsal.ts";
import type { Rehearsal } from "../../support/rehearsal.ts";
import { AwsStack } from "../aws.ts";
import type { Changes, PushedFor } from "../aws.ts";
import type { Mistake } from "./mistake.ts";

export interface SceneOptions {
  /** Of the rehearsal. */
  readonly label: string;
  readonly system: string;
  readonly environment: "dev" | "prod";
  /** What differs from the environment's own file, without the project's name. */
  readonly config: Changes;
  readonly images: (outputs: Record<string, unknown>) => readonly PushedFor[];
}

export class Scene {
  readonly system: AwsStack;
  readonly #rehearsal: Rehearsal;
  readonly #project: string;
  readonly #idFile: string;
  #release = 0;

  constructor(rehearsal: Rehearsal, system: AwsStack, project: string) {
    this.#rehearsal = rehearsal;
    this.system = system;
    this.#project = project;
    this.#idFile = join(rehearsal.root, "ids.json");
  }

  /** Writes down the ids that mistakes may name. */
  async noteIds(): Promise<void> {
    const all = await this.system.resources();
    const ids = all.map(({ type, name, id }): [string, string] => [`${kindOf(type)} ${name}`, id]);
    await writeFile(this.#idFile, JSON.stringify(Object.fromEntries(ids)));
  }

  /** What a program with the mistake, or the right one, would do. */
  preview(mistake?: Mistake): Promise<EngineRun> {
    return this.#run(["preview"], mistake);
  }

  /** An `up` with the release that runs. */
  up(mistake?: Mistake): Promise<EngineRun> {
    return this.#run(["up", "--yes", "--skip-preview"], mistake);
  }

  /** An `up` with a new release: every service starts new tasks. */
  release(mistake?: Mistake): Promise<EngineRun> {
    this.#release += 1;
    return this.up(mistake);
  }

  destroy(): Promise<EngineRun> {
    return this.#run(["destroy", "--yes", "--skip-preview"], undefined);
  }

  #run(args: readonly string[], mistake: Mistake | undefined): Promise<EngineRun> {
    const { stack, config, environment } = this.system.stack.options;
    const named = {
      TIDEGATE_MISTAKE: mistake?.name ?? "",
      TIDEGATE_RELEASE: String(this.#release),
      TIDEGATE_IDS: this.#idFile,
    };
    const one = new Stack({ project: this.#project, stack, config, environment: { ...environment, ...named } });
    return quietly(one, args);
  }

  close(): Promise<void> {
    return this.#rehearsal.close();
  }
}

/** Brings the right program up, with its tasks. */
export async function openScene({ label, system: name, environment, config, images }: SceneOptions): Promise<Scene> {
  const rehearsal = await openRehearsal(label);
  try {
    const project = await mistakenProject(rehearsal.root, name, environment);
    const stack = new Stack({
      project,
      stack: environment,
      config: join(rehearsal.root, "config", name),
      environment: rehearsal.session.environment,
    });
    await stack.prepare();
    const before = await worldCounts(rehearsal.session);
    const system = new AwsStack({ rehearsal, system: name, stack, before });
    await system.set(config);
    await system.bringUp(images);
    const scene = new Scene(rehearsal, system, project);
    await scene.noteIds();
    return scene;
  } catch (error) {
    await rehearsal.close();
    throw error;
  }
}

/** Under the stack's own name and configuration: a program that loads the mistakes, then the stack's own program. */
async function mistakenProject(root: string, system: string, environment: string): Promise<string> {
  const own = join(CHECKOUT, "stacks", system);
  const folder = join(root, "program");
  await mkdir(folder);
  await symlink(join(CHECKOUT, "node_modules"), join(root, "node_modules"));
  for (const file of ["Pulumi.yaml", `Pulumi.${environment}.yaml`, "package.json"]) {
    await copyFile(join(own, file), join(folder, file));
  }
  const url = (path: string) => JSON.stringify(pathToFileURL(path).href);
  const transform = url(join(import.meta.dirname, "transform.ts"));
  await writeFile(join(folder, "index.ts"), `import ${transform};\nexport * from ${url(join(own, "index.ts"))};\n`);
  return folder;
}

/** What the engine shows under a resource's name among its diagnostics. */
export function shownUnder(name: string, output: string): string {
  const diagnostics = output.slice(output.indexOf("Diagnostics:")).split(/\n(?=Outputs:|Resources:)/, 1)[0] ?? "";
  const blocks = diagnostics.split(/\n(?= {2}\S)/);
  return blocks.filter((block) => block.trimStart().split("\n", 1)[0]?.endsWith(`(${name}):`)).join("\n");
}

export function assertSucceeded({ code, output }: EngineRun): void {
  assert.equal(code, 0, output);
}

/** Fails unless the run failed, with this reason under this resource. */
export function assertRefused(run: EngineRun, { at, shownAt, says }: Omit<Mistake, "change">, stackName: string): void {
  assert.notEqual(run.code, 0, `This should have failed:\n${run.output}`);
  const name = `${stackName}-${shownAt ?? at[1]}`;
  const shown = shownUnder(name, run.output);
  assert.notEqual(shown, "", `Nothing is said under ${name}:\n${run.output}`);
  assert.match(shown, says);
}
