/** The stand-in for the pulumiservice provider, in front of the embedded Pulumi Cloud. It needs no access token. */
import { join } from "node:path";
import { GLOBAL } from "../../aws/cloud.ts";
import { PULUMISERVICE_KINDS } from "../../hosted/pulumiservice/index.ts";
import { SdkKnowledge } from "../declared/knowledge.ts";
import { HostedProvider } from "../hosted/provider.ts";

/** @param folder where facts are kept, for tests; the default is the user's cache */
export function pulumiserviceProvider(
  version: string,
  env: Readonly<Record<string, string | undefined>>,
  folder?: string,
): HostedProvider {
  const knowledge = new SdkKnowledge({
    packageName: "@pulumi/pulumiservice",
    version,
    resources: PULUMISERVICE_KINDS,
    functions: new Map(),
    code: join(import.meta.dirname, "facts"),
    collect: async (wanted) => (await import("./facts/collect.ts")).collectFacts(wanted),
    folder,
  });
  return new HostedProvider({
    name: "pulumiservice",
    version,
    world: "the embedded Pulumi Cloud",
    kinds: PULUMISERVICE_KINDS,
    functions: [],
    knowledge,
    env,
    names: false,
    place: () => GLOBAL,
  });
}
