/** Installs the stand-in providers into a private PULUMI_HOME, where the engine finds them as ordinary plugins. */
import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sdkVersion } from "./oci/version.ts";

/**
 * Writes `plugins/resource-oci-v<version of @pulumi/oci>/pulumi-resource-oci`, a launcher of `nodeBinary` (Node 24 or
 * later) on the stand-in's source. Installing again replaces it.
 */
export async function installOciPlugin(pulumiHome: string, nodeBinary: string): Promise<void> {
  const name = `resource-oci-v${sdkVersion()}`;
  const folder = join(pulumiHome, "plugins", name);
  const launcher = join(folder, "pulumi-resource-oci");
  const main = fileURLToPath(new URL("./oci/main.ts", import.meta.url));
  await mkdir(folder, { recursive: true });
  await writeFile(launcher, launcherText(nodeBinary, main));
  await chmod(launcher, 0o755);
  // Beside the folder, it would say that an installation was begun and never finished.
  await rm(`${folder}.lock`, { force: true });
}

/** The compile cache saves half of the start; it is Node's own and safe to share or to lose. */
function launcherText(node: string, main: string): string {
  const cache = '"${XDG_CACHE_HOME:-' + homedir() + '/.cache}/tidegate/node"';
  return `#!/bin/sh\nNODE_COMPILE_CACHE=${cache} NODE_OPTIONS= exec ${quote(node)} ${quote(main)} "$@"\n`;
}

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
