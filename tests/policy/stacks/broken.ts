/** The program of a real stack with things broken in it, as a project of its own. */
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
import type { Break } from "./breaks.ts";

export interface Violation {
  readonly policy: string;
  /** The resource's name. */
  readonly resource: string;
}

export interface Previewed {
  readonly code: number;
  readonly output: string;
  readonly mandatory: readonly Violation[];
}

/** Changes what the program registers, on its way to the engine. */
const BREAKING = `
const setIn = (value, [key, ...rest], to) => {
  if (key === undefined) return to;
  if (pulumi.Output.isInstance(value)) return value.apply((known) => setIn(known, [key, ...rest], to));
  return { ...value, [key]: setIn(value?.[key], rest, to) };
};
pulumi.runtime.registerStackTransformation(({ type, name, props, opts }) => {
  const own = BREAKS.filter((one) => !one.added && one.type === type && name.endsWith(one.name ?? ""));
  if (own.length === 0) return undefined;
  const changed = own.reduce((all, { set }) => (set ? setIn(all, set[0].split("."), set[1]) : all), props);
  return { props: changed, opts: own.some(({ unprotected }) => unprotected) ? { ...opts, protect: false } : opts };
});
BREAKS.filter(({ added }) => added).forEach(({ type, set }) => new pulumi.CustomResource(type, "added", set[1]));
`;

/** Makes the project below the rehearsal's folder, and its stack `prod`. */
export async function brokenStack(rehearsal: Rehearsal, system: string, breaks: readonly Break[]): Promise<Stack> {
  const { root, session } = rehearsal;
  const isRoot = system === "foundation";
  const own = isRoot ? CHECKOUT : join(CHECKOUT, "stacks", system);
  const project = join(root, `broken-${system}-${breaks.length}`);
  await mkdir(project);
  await symlink(join(CHECKOUT, "node_modules"), join(project, "node_modules"));
  const description: unknown = parse(await readFile(join(own, "Pulumi.yaml"), "utf8"));
  const broken = { ...(isRecord(description) ? description : {}), main: "index.ts" };
  await writeFile(join(project, "Pulumi.yaml"), stringify(broken));
  await writeFile(join(project, "package.json"), JSON.stringify({ type: "module" }));
  await copyFile(join(own, "Pulumi.prod.yaml"), join(project, "Pulumi.prod.yaml"));
  const program = JSON.stringify(join(CHECKOUT, "stacks", system, "index.ts"));
  const head = `import * as pulumi from "@pulumi/pulumi";\nconst BREAKS: any = ${JSON.stringify(breaks)};\n`;
  await writeFile(join(project, "index.ts"), `${head}${BREAKING}\nawait import(${program});\n`);
  const stack = new Stack({
    project,
    stack: "prod",
    config: join(session.paths.config, `broken-${system}-${breaks.length}`),
    environment: session.environment,
    client: () => ociClient(session.paths, session.clouds),
    awsEndpoint: session.clouds.awsEndpoint,
  });
  await stack.prepare();
  return stack;
}

/** A preview under every policy, with the stack's own exemptions. */
export async function previewed(stack: Stack, system: string): Promise<Previewed> {
  const own = { file: join(CHECKOUT, "stacks", system, "policies.json"), into: join(stack.options.config, "own.json") };
  const policies = await policyArguments({ repository: CHECKOUT, environment: "prod", own });
  const { code, output } = await quietly(stack, ["preview", "--color", "never", ...policies]);
  const lines = [...output.matchAll(/\[mandatory\]\s+(\S+)\s+\(\S+: (\S+)\)/g)];
  const mandatory = lines.map(([, policy = "", resource = ""]) => ({ policy, resource }));
  return { code, output, mandatory };
}
