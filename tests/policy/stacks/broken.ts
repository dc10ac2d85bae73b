/** The program of a real stack with things broken in it, as a project of its own, and what the policies say of it. */
import { copyFile, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { policyArguments } from "@tidegate/policy-arguments";
import { isRecord } from "../../../rehearsal/oci/facts/conform.ts";
import { ociClient } from "../../../rehearsal/session/oci-client.ts";
import { CHECKOUT } from "../../../rehearsal/session/paths.ts";
import { Stack } from "../../../rehearsal/session/stack.ts";
import { quietly } from "../../support/rehearsal.ts";
import type { Rehearsal } from "../../support/rehearsal.ts";
import type { Break, Finding } from "./breaks/break.ts";
import { mandatoryIn, saidIn } from "./events.ts";

export interface Previewed {
  readonly code: number;
  readonly output: string;
  /** What the policies refuse. */
  readonly found: readonly Finding[];
  /** All that they say. */
  readonly said: string;
}

/** Configuration that prod has where nobody has brought up dev, whose provider it would find. */
const CONFIG: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  foundation: { "foundation:oidcProvider": "create" },
};

/** Previews a system's stack `prod` with these breaks, under every policy, with the stack's own exemptions. */
export async function previewBroken(
  rehearsal: Rehearsal,
  system: string,
  label: string,
  breaks: readonly Break[],
): Promise<Previewed> {
  const stack = await brokenStack(rehearsal, system, label, breaks);
  const { config } = stack.options;
  const own = { file: join(CHECKOUT, "stacks", system, "policies.json"), into: join(config, "own.json") };
  const policies = await policyArguments({ repository: CHECKOUT, environment: "prod", own });
  const log = join(config, "events.json");
  const { code, output } = await quietly(stack, ["preview", "--color", "never", "--event-log", log, ...policies]);
  const told = await readFile(log, "utf8");
  return { code, output, said: saidIn(told), found: mandatoryIn(told) };
}

/** Makes the project below the rehearsal's folder, and its stack `prod`. */
async function brokenStack(
  { root, session }: Rehearsal,
  system: string,
  label: string,
  breaks: readonly Break[],
): Promise<Stack> {
  const own = system === "foundation" ? CHECKOUT : join(CHECKOUT, "stacks", system);
  const name = `broken-${system}-${label}`;
  const project = join(root, name);
  await mkdir(project);
  await symlink(join(CHECKOUT, "node_modules"), join(project, "node_modules"));
  const description: unknown = parse(await readFile(join(own, "Pulumi.yaml"), "utf8"));
  const broken = { ...(isRecord(description) ? description : {}), main: "index.ts" };
  await writeFile(join(project, "Pulumi.yaml"), stringify(broken));
  await writeFile(join(project, "package.json"), JSON.stringify({ type: "module" }));
  await copyFile(join(own, "Pulumi.prod.yaml"), join(project, "Pulumi.prod.yaml"));
  await writeProgram(project, system, breaks);
  const stack = new Stack({
    project,
    stack: "prod",
    config: join(session.paths.config, name),
    // The engine writes an event log for those who look into it alone.
    environment: { ...session.environment, PULUMI_DEBUG_COMMANDS: "1" },
    client: () => ociClient(session.paths, session.clouds),
    awsEndpoint: session.clouds.awsEndpoint,
  });
  await stack.prepare();
  await stack.configure(CONFIG[system] ?? {});
  return stack;
}

/** Modules are run in the order in which they are named: what breaks, the stack's own, what is added. */
async function writeProgram(project: string, system: string, breaks: readonly Break[]): Promise<void> {
  const breaking = JSON.stringify(join(import.meta.dirname, "breaks", "breaking.ts"));
  const program = JSON.stringify(join(CHECKOUT, "stacks", system, "index.ts"));
  const given = `const BREAKS = ${JSON.stringify(breaks)};`;
  const outputs = breaks.flatMap(({ exported }) => (exported === undefined ? [] : [exported[0]]));
  const before = [`import { breakProgram } from ${breaking};`, given, "breakProgram(BREAKS);"];
  const after = [
    `import "./before.ts";`,
    `export * from ${program};`,
    `import { addBroken, brokenOutputs } from ${breaking};`,
    given,
    "addBroken(BREAKS);",
    "const outputs = brokenOutputs(BREAKS);",
    ...outputs.map((name) => `export const ${name} = outputs[${JSON.stringify(name)}];`),
  ];
  await writeFile(join(project, "before.ts"), `${before.join("\n")}\n`);
  await writeFile(join(project, "index.ts"), `${after.join("\n")}\n`);
}
