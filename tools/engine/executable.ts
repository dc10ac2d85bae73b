import { access, constants, realpath } from "node:fs/promises";
import { delimiter, dirname, join, resolve } from "node:path";

const EXTENSIONS = process.platform === "win32" ? [".exe", ".cmd", ""] : [""];

/** The first executable file called `name` in the folders of `env.PATH`, or undefined. */
export async function findOnPath(name: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  for (const folder of (env["PATH"] ?? "").split(delimiter)) {
    const found = folder === "" ? undefined : await findIn(folder, name);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/** The executable file called `name` in `folder`, or undefined. */
export async function findIn(folder: string, name: string): Promise<string | undefined> {
  for (const extension of EXTENSIONS) {
    const candidate = resolve(join(folder, name + extension));
    if (await isExecutable(candidate)) {
      return candidate;
    }
  }
  return undefined;
}

/** The folder in which the file really lies, behind any symbolic links; package managers link into bin folders. */
export async function realFolder(file: string): Promise<string> {
  return dirname(await realpath(file));
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
