import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";

import type { Engine, Origin, Outcome, Progress } from "./engine.ts";
import { findIn } from "./executable.ts";
import { withLock } from "./lock.ts";
import { DYNAMIC_PROVIDER, LANGUAGE_HOST, PULUMI } from "./requirements.ts";

/** An engine's place in the user's cache, shared by all clones. */
export interface CachePlace {
  /** The folder, whether or not it exists yet. */
  folder: string;
  version: string;
  origin: Origin;
}

/**
 * The place of one engine: `tidegate/engine/<version>-<os>-<arch>` under the user's cache folder. `variant` tells apart
 * engines of one version that were made differently.
 */
export function cachePlace(env: NodeJS.ProcessEnv, origin: Origin, version: string, variant?: string): CachePlace {
  const name = [version, process.platform, process.arch, variant].filter((part) => part !== undefined).join("-");
  return { folder: join(userCache(env), "tidegate", "engine", name), version, origin };
}

/**
 * The engine in its place, or undefined. A folder has its final name only when everything in it is there
 * (see `fillPlace`), so one that lacks a file was damaged later and counts as absent.
 */
export async function cachedEngine(place: CachePlace): Promise<Engine | undefined> {
  const binDir = join(place.folder, "bin");
  const [pulumi, ...companions] = await Promise.all(
    [PULUMI, LANGUAGE_HOST, DYNAMIC_PROVIDER].map((name) => findIn(binDir, name)),
  );
  if (pulumi === undefined || companions.includes(undefined)) {
    return undefined;
  }
  return { pulumi, binDir, version: place.version, origin: place.origin };
}

/**
 * Fills a place: `fill` writes into a folder beside it, which takes the final name when it is complete. Only one process
 * at a time fills a place; a second one waits and then takes what the first has made. What a killed process
 * has left behind is swept away.
 *
 * @param fill writes `bin/` into the folder; answers with a reason when it can't
 */
export async function fillPlace(
  place: CachePlace,
  fill: (folder: string) => Promise<{ refused: string } | undefined>,
  progress: Progress,
): Promise<Outcome> {
  await mkdir(dirname(place.folder), { recursive: true });
  return withLock(`${place.folder}.lock`, progress, async () => {
    const already = await cachedEngine(place);
    if (already !== undefined) {
      return { engine: already };
    }
    await sweep(place);

    const partial = `${place.folder}.partial-${process.pid}`;
    try {
      await mkdir(partial);
      const refusal = await fill(partial);
      if (refusal !== undefined) {
        return refusal;
      }
      await rename(partial, place.folder);
    } finally {
      await rm(partial, { recursive: true, force: true });
    }

    const engine = await cachedEngine(place);
    return engine === undefined
      ? { refused: `${place.folder} was filled, but lacks one of ${PULUMI}, ${LANGUAGE_HOST} and ${DYNAMIC_PROVIDER}` }
      : { engine };
  });
}

async function sweep(place: CachePlace): Promise<void> {
  await rm(place.folder, { recursive: true, force: true });
  const prefix = `${basename(place.folder)}.partial-`;
  for (const name of await readdir(dirname(place.folder))) {
    if (name.startsWith(prefix)) {
      await rm(join(dirname(place.folder), name), { recursive: true, force: true });
    }
  }
}

function userCache(env: NodeJS.ProcessEnv): string {
  const xdg = env["XDG_CACHE_HOME"];
  if (xdg !== undefined && xdg !== "") {
    return xdg;
  }
  const home = env["HOME"] ?? homedir();
  return process.platform === "darwin" ? join(home, "Library", "Caches") : join(home, ".cache");
}
