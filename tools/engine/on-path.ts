import { execFile } from "node:child_process";
import { dirname } from "node:path";
import { promisify } from "node:util";

import semver from "semver";

import type { Outcome, Way } from "./engine.ts";
import { findIn, findOnPath, realFolder } from "./executable.ts";
import { DYNAMIC_PROVIDER, LANGUAGE_HOST, MINIMUM_VERSION, PULUMI } from "./requirements.ts";

/** What is asked of the machine; a test gives its own answers. */
export interface PathProbes {
  /** The executable on PATH, or undefined. */
  onPath(name: string): Promise<string | undefined>;
  /** The executable of that name in the folder of `pulumi`, or where a symbolic link to `pulumi` leads; or undefined. */
  beside(pulumi: string, name: string): Promise<string | undefined>;
  /** What `pulumi version` prints. */
  version(pulumi: string): Promise<string>;
}

/** Takes the `pulumi` on PATH if it is recent enough and complete. */
export function onPath(probes: PathProbes): Way {
  return { origin: "path", attempt: () => judge(probes) };
}

/** Asks the real machine, with the PATH of `env`. */
export function machineProbes(env: NodeJS.ProcessEnv): PathProbes {
  return {
    onPath: (name) => findOnPath(name, env),
    beside: async (pulumi, name) =>
      (await findIn(dirname(pulumi), name)) ?? (await findIn(await realFolder(pulumi), name)),
    version: (pulumi) => printedVersion(pulumi, env),
  };
}

const run = promisify(execFile);

/** What `pulumi version` prints, trimmed, for instance "v3.259.0". */
export async function printedVersion(pulumi: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { stdout } = await run(pulumi, ["version"], {
    env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeout: 30_000,
  });
  return stdout.trim();
}

async function judge(probes: PathProbes): Promise<Outcome> {
  const pulumi = await probes.onPath(PULUMI);
  if (pulumi === undefined) {
    return { refused: `there is no ${PULUMI} on PATH` };
  }

  let printed: string;
  try {
    printed = await probes.version(pulumi);
  } catch (error) {
    return { refused: `${pulumi} does not run: ${error instanceof Error ? error.message : String(error)}` };
  }
  const version = semver.parse(printed);
  if (version === null) {
    return { refused: `${pulumi} says its version is "${printed}", which is not a version` };
  }
  if (semver.lt(version, MINIMUM_VERSION)) {
    return { refused: `${pulumi} is ${version.version}, older than ${MINIMUM_VERSION}` };
  }

  for (const companion of [LANGUAGE_HOST, DYNAMIC_PROVIDER]) {
    const found = (await probes.beside(pulumi, companion)) ?? (await probes.onPath(companion));
    if (found === undefined) {
      return { refused: `${pulumi} is ${version.version}, but has no ${companion} beside it or on PATH` };
    }
  }
  return { engine: { pulumi, binDir: dirname(pulumi), version: version.version, origin: "path" } };
}
