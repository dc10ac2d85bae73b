/** A stack's state out of the backend that this shell is logged in to, by the engine. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Pulumi } from "../foundation/pulumi.ts";

export interface NamedStack {
  /** Folder of its project. */
  readonly folder: string;
  readonly project: string;
  readonly stack: string;
}

/**
 * Which stack a name means.
 *
 * @param name `dev`, which is the foundation's, `<project>/<stack>`, or with an organization before it
 * @param root the checkout's folder
 * @throws Error where it is no such name, or there is no such project
 */
export function namedStack(name: string, root: string): NamedStack {
  const parts = name.split("/");
  if (parts.length > 3 || parts.some((part) => !/^[\w.-]*\w[\w.-]*$/.test(part))) {
    throw new Error(`--stack takes dev, foundation/dev or <system>/<environment>, not "${name}".`);
  }
  const stack = parts.at(-1) ?? "";
  const project = parts.at(-2) ?? FOUNDATION;
  const folder = project === FOUNDATION ? root : join(root, "stacks", project);
  if (!existsSync(join(folder, "Pulumi.yaml"))) {
    const where = project === FOUNDATION ? "Pulumi.yaml" : `stacks/${project}/Pulumi.yaml`;
    throw new Error(`There is no project ${project}: ${where} is missing.`);
  }
  const [organization] = parts.length === 3 ? parts : [];
  return { folder, project, stack: organization === undefined ? stack : `${organization}/${project}/${stack}` };
}

/** Its state as `pulumi stack export` tells it. @throws Error with the engine's own reason */
export async function exportedState({ folder, project, stack }: NamedStack, pulumi: Pulumi): Promise<string> {
  const args = ["-C", folder, "stack", "export", "--stack", stack];
  const { code, stdout, output } = await pulumi(args, { environment: {} });
  if (code === 0) return stdout;
  throw new Error(
    `The state of ${project} ${stack} can't be read:\n${output.trim()}\n` +
      "Is this shell logged in to the state (pulumi whoami, pulumi stack ls --all), or pointed at the rehearsal (npm run rehearse -- env)?",
  );
}

const FOUNDATION = "foundation";
