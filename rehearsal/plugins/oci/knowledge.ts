/** The facts about everything that the stand-in knows, and nothing else. */
import { loadFacts } from "./facts/cache.ts";
import type { Facts, Wanted } from "./facts/types.ts";
import { FUNCTIONS } from "./functions/index.ts";
import { RESOURCES } from "./resources/index.ts";

export function wantedFacts(): Wanted {
  return {
    resources: [...RESOURCES.keys()],
    functions: [...FUNCTIONS.keys()],
    models: [...new Set([...RESOURCES.values()].flatMap((handler) => handler.models))],
  };
}

/** `folder` is for tests; the default is the user's cache. */
export function knownFacts(version: string, folder?: string): Promise<Facts> {
  return loadFacts({ version, wanted: wantedFacts(), ...(folder !== undefined && { folder }) });
}
