/** Installs the stand-in providers into a private PULUMI_HOME, where the engine finds them as ordinary plugins. */
import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { KEPT } from "./command/environment.ts";
import { sdkVersion } from "./declared/version.ts";

/** The providers that have a stand-in, each in the folder of its name, and the npm packages of their SDKs. */
const SDKS: Readonly<Record<string, string>> = {
  oci: "@pulumi/oci",
  aws: "@pulumi/aws",
  command: "@pulumi/command",
  awsx: "@pulumi/awsx",
  github: "@pulumi/github",
  pulumiservice: "@pulumi/pulumiservice",
};

/**
 * Writes `plugins/resource-<name>-v<version of the SDK>/pulumi-resource-<name>` for each, a launcher of `nodeBinary`
 * (Node 24 or later) on the stand-in's source. Installing again replaces it.
 */
export async function installPlugins(pulumiHome: string, nodeBinary: string): Promise<void> {
  await Promise.all(Object.keys(SDKS).map((name) => install(name, pulumiHome, nodeBinary)));
}

/** Where a stand-in's launcher is once it is installed. @param name of the provider, for instance `oci` */
export function launcherOf(name: string, pulumiHome: string): string {
  return join(pulumiHome, "plugins", `resource-${name}-v${sdkVersion(SDKS[name] ?? name)}`, `pulumi-resource-${name}`);
}

async function install(name: string, pulumiHome: string, nodeBinary: string): Promise<void> {
  const launcher = launcherOf(name, pulumiHome);
  const folder = join(launcher, "..");
  const main = fileURLToPath(new URL(`./${name}/main.ts`, import.meta.url));
  await mkdir(folder, { recursive: true });
  await writeFile(launcher, launcherText(nodeBinary, main));
  await chmod(launcher, 0o755);
  // Beside the folder, it would say that an installation was begun and never finished.
  await rm(`${folder}.lock`, { force: true });
}

/**
 * The compile cache saves half of the start; it is Node's own and safe to share or to lose. What the plugin's Node gets
 * is kept from what a plugin starts.
 */
function launcherText(node: string, main: string): string {
  const kept = Object.entries(KEPT).map(([name, keptAs]) => `${keptAs}="\${${name}-}"`);
  const cache = '"${XDG_CACHE_HOME:-' + homedir() + '/.cache}/tidegate/node"';
  const own = `NODE_COMPILE_CACHE=${cache} NODE_OPTIONS=`;
  return `#!/bin/sh\nexport ${kept.join(" ")}\n${own} exec ${quote(node)} ${quote(main)} "$@"\n`;
}

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
