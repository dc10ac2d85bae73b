/** The facts about everything that the stand-in knows, and nothing else. */
import { join } from "node:path";
import { loadFacts } from "../declared/cache.ts";
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
  const wanted = wantedFacts();
  return loadFacts({
    name: `oci-${version}`,
    wanted,
    code: [join(import.meta.dirname, "facts")],
    // Oracle releases its SDK packages as one.
    packages: ["oci-common"],
    collect: async () => (await import("./facts/collect.ts")).collectFacts(wanted),
    folder,
  });
}
