/** The stand-in for the github provider, in front of the embedded GitHub. */
import { join } from "node:path";
import { GITHUB_FUNCTIONS, GITHUB_KINDS } from "../../hosted/github/index.ts";
import { SdkKnowledge } from "../declared/knowledge.ts";
import { HostedProvider } from "../hosted/provider.ts";
import { ownerFrom } from "./owner.ts";

/** @param folder where facts are kept, for tests; the default is the user's cache */
export function githubProvider(
  version: string,
  env: Readonly<Record<string, string | undefined>>,
  folder?: string,
): HostedProvider {
  const knowledge = new SdkKnowledge({
    packageName: "@pulumi/github",
    version,
    resources: GITHUB_KINDS,
    functions: GITHUB_FUNCTIONS,
    code: join(import.meta.dirname, "facts"),
    collect: async (wanted) => (await import("./facts/collect.ts")).collectFacts(wanted),
    folder,
  });
  return new HostedProvider({
    name: "github",
    version,
    world: "the embedded GitHub",
    kinds: GITHUB_KINDS,
    functions: [...GITHUB_FUNCTIONS.keys()],
    knowledge,
    env,
    names: true,
    place: (settings) => ownerFrom(settings, env),
  });
}
