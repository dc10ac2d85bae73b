/** What the installed @pulumi/aws declares. */
import { join } from "node:path";
import { FUNCTION_KINDS, KINDS } from "../../aws/services/index.ts";
import { SdkKnowledge } from "../declared/knowledge.ts";

export class Knowledge extends SdkKnowledge {
  /** @param folder where facts are kept, for tests; the default is the user's cache */
  constructor(version: string, folder?: string) {
    super({
      packageName: "@pulumi/aws",
      version,
      resources: KINDS,
      functions: FUNCTION_KINDS,
      code: join(import.meta.dirname, "facts"),
      // The compiler is loaded only when there is something to read.
      collect: async (wanted) => (await import("./facts/collect.ts")).collectFacts(wanted),
      folder,
    });
  }
}
