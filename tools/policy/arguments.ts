import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PolicySettingsError, withOwnSettings } from "./settings.ts";

export interface PolicyArguments {
  /** Folder of the repository. */
  readonly repository: string;
  /** `dev` is held less strictly; every other environment is held as `prod`. */
  readonly environment: string;
  /** Folder under `policy/`. Default: `all`, every policy in one process. */
  readonly pack?: string;
  /** A stack's own settings. Default: none. */
  readonly own?: {
    /** JSON file with exemptions, and what else can be configured. A file that isn't there is no settings. */
    readonly file: string;
    /** File that is written: the environment's levels and the stack's settings together. */
    readonly into: string;
  };
}

/**
 * What `pulumi preview` and `pulumi up` are given, so that they ask the policies.
 *
 * The pack is given as an executable file, which engine 3.259 and later start themselves, the official one too; older
 * ones, and `pulumi policy` commands, take its folder.
 *
 * @throws PolicySettingsError when the stack's own settings can't be used
 */
export async function policyArguments(options: PolicyArguments): Promise<string[]> {
  const { repository, environment, pack = "all", own } = options;
  const folder = join(repository, "policy", pack);
  const levels = join(folder, environment === "dev" ? "dev.json" : "prod.json");
  return ["--policy-pack", join(folder, "run"), "--policy-pack-config", await settingsFile(levels, own)];
}

/** The environment's own file where the stack has no settings. */
async function settingsFile(levels: string, own: PolicyArguments["own"]): Promise<string> {
  const text = own === undefined ? undefined : await textOf(own.file);
  if (own === undefined || text === undefined) return levels;
  const known: unknown = JSON.parse(await readFile(levels, "utf8"));
  await writeFile(own.into, JSON.stringify(withOwnSettings(known, parsed(text, own.file), own.file)));
  return own.into;
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PolicySettingsError(file, ["It isn't JSON."]);
  }
}

/** Undefined where there is no such file. */
async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
