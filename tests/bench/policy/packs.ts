/** The packs that are measured, written as folders that the engine can start. */
import { chmod, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const REPOSITORY = join(import.meta.dirname, "..", "..", "..");
const MEMORY = join(import.meta.dirname, "pack-memory.cjs");
const SYNTHETIC = pathToFileURL(join(import.meta.dirname, "synthetic.ts")).href;

export const CONTESTANTS = {
  none: "no pack",
  trivial: "a trivial pack",
  "three-trivial": "three trivial packs",
  all: "policy/all",
  three: "the three packs",
  "all-synthetic": "40 synthetic policies in one pack",
  "three-synthetic": "40 synthetic policies in three packs",
} as const;

export type Contestant = keyof typeof CONTESTANTS;

const THREE = [0, 1, 2];

/** The source of each of a contestant's packs. */
const SOURCES: Readonly<Record<Contestant, readonly string[]>> = {
  none: [],
  trivial: [trivial(0)],
  "three-trivial": THREE.map(trivial),
  all: [real("all")],
  three: ["secret-free", "keyless", "hardened"].map(real),
  "all-synthetic": [synthetic(0, 40)],
  "three-synthetic": [synthetic(0, 13), synthetic(1, 13), synthetic(2, 14)],
};

/**
 * Writes the contestant's packs.
 *
 * @param folder is made
 * @returns what the engine is given to ask them. Nothing that they find ends the preview
 */
export async function writePacks(folder: string, contestant: Contestant): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  await symlink(join(REPOSITORY, "node_modules"), join(folder, "node_modules"));
  const config = join(folder, "config.json");
  await writeFile(config, JSON.stringify({ all: "advisory" }));
  const run = await runOf(contestant);
  const given: string[] = [];
  for (const [index, source] of SOURCES[contestant].entries()) {
    const pack = join(folder, `pack-${index}`);
    await mkdir(pack);
    const name = `bench-${contestant}-${index}`;
    await writeFile(join(pack, "package.json"), JSON.stringify({ name, version: "1.0.0", type: "module" }));
    await writeFile(join(pack, "pack.ts"), source.replaceAll("NAME", name));
    await writeFile(join(pack, "run"), run);
    await chmod(join(pack, "run"), 0o755);
    given.push("--policy-pack", join(pack, "run"), "--policy-pack-config", config);
  }
  return given;
}

/** As the packs' own `run`, but that it counts what is used; a trivial pack has nothing of it but the quick start. */
async function runOf(contestant: Contestant): Promise<string> {
  const isTrivial = contestant === "trivial" || contestant === "three-trivial";
  const run = isTrivial ? TRIVIAL_RUN : await readFile(join(REPOSITORY, "policy", "all", "run"), "utf8");
  const [before, after, ...more] = run.split("exec node ");
  if (after === undefined || more.length > 0)
    throw new Error("The packs are started in another way: see policy/all/run.");
  return `${before}exec node --require "${MEMORY}" ${after}`;
}

const TRIVIAL_RUN = `#!/bin/sh
cd "$(dirname "$0")" && exec node --require @tidegate/fast-start pack.ts
`;

/** As the library's own documents have it, with nothing of ours but the quick start. */
function trivial(index: number): string {
  return `import { PolicyPack } from "@pulumi/policy";
new PolicyPack("NAME", {
  policies: [
    {
      name: "trivial-${index}",
      description: "Nothing is called so.",
      enforcementLevel: "mandatory",
      validateResource: (args, reportViolation) => {
        if (args.props.name === "never") reportViolation("It is called so.");
      },
    },
  ],
});
`;
}

function real(pack: string): string {
  const policies = pathToFileURL(join(REPOSITORY, "policy", pack, "policies.ts")).href;
  return served(policies, "policies");
}

function synthetic(index: number, count: number): string {
  return served(SYNTHETIC, `syntheticPolicies(${count}, "s${index}")`, "syntheticPolicies");
}

function served(file: string, expression: string, name = expression): string {
  return `import { pack } from "@tidegate/policy/pack";
import { ${name} } from "${file}";
pack("NAME", ${expression}, { today: "2026-11-21" });
`;
}
