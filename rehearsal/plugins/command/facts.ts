/** What the installed @pulumi/command declares. */
import { join } from "node:path";
import { loadFacts } from "../declared/cache.ts";
import type { Sides } from "../declared/types.ts";

/** The provider's name for a command that is kept in the state, and for one that is run each time. */
export const COMMAND = "command:local:Command";
export const RUN = "command:local:run";

export interface CommandFacts {
  readonly command: Sides;
  readonly run: Sides;
}

/** `folder` is for tests; the default is the user's cache. */
export function commandFacts(version: string, folder?: string): Promise<CommandFacts> {
  return loadFacts({
    name: `command-${version}`,
    wanted: [COMMAND, RUN],
    code: [import.meta.dirname],
    packages: ["@pulumi/command"],
    collect: readFacts,
    folder,
  });
}

/** The compiler is loaded only when there is something to read. */
async function readFacts(): Promise<CommandFacts> {
  const { functionSides, packageFolder, readSides, resourceSides } = await import("../declared/sdk.ts");
  const local = join(packageFolder("@pulumi/command"), "local");
  return {
    command: readSides(join(local, "command.d.ts"), resourceSides("Command"), typeOf),
    run: readSides(join(local, "run.d.ts"), functionSides("run"), typeOf),
  };
}

function typeOf(reference: string): "string" | "any" {
  if (reference.startsWith("enums.")) return "string";
  if (reference.startsWith("pulumi.asset.")) return "any";
  throw new Error(`unexpected reference \`${reference}\` in @pulumi/command`);
}
