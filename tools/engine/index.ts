/** Finds the Pulumi engine that runs the programs of this repository, or gets one. */
import { builtInCache, buildWithGo } from "./built.ts";
import type { Engine, Progress } from "./engine.ts";
import { officialInCache, officialInstall } from "./official.ts";
import { machineProbes, onPath } from "./on-path.ts";
import { forcedOrigin, selectEngine } from "./select.ts";

export type { Engine, Origin } from "./engine.ts";
export { NoEngineError } from "./select.ts";

export interface FindEngineOptions {
  /** Where PATH, the cache folder and `TIDEGATE_ENGINE` are read. Default: this process's environment. */
  env?: NodeJS.ProcessEnv;
  /** Told what is going on when an engine has to be got, at least every 10 s. Default: nobody is told. */
  progress?: Progress;
}

/**
 * Finds an engine: a recent one on PATH; else one that an earlier run has put into the user's cache; else the official
 * download; else one built from Go modules, which takes minutes, once.
 *
 * @throws NoEngineError when no way works, with the reason of each and three remedies.
 * @throws Error when `TIDEGATE_ENGINE` is set to something else than path, official or built.
 */
export async function findEngine(options: FindEngineOptions = {}): Promise<Engine> {
  const { env = process.env, progress = () => {} } = options;
  const ways = [
    onPath(machineProbes(env)),
    officialInCache(env),
    builtInCache(env),
    officialInstall(env, progress),
    buildWithGo(env, progress),
  ];
  return selectEngine(ways, forcedOrigin(env));
}
