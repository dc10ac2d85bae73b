/** Collects facts from the installed @pulumi/pulumiservice. */
import { join } from "node:path";
import { collectFacts as collectFrom } from "../../declared/collect.ts";
import type { Declaring, Facts, Wanted } from "../../declared/facts.ts";
import { findDeclarationFile } from "../../declared/find.ts";

/** Facts about those of `wanted` that the package declares. */
export function collectFacts(wanted: Wanted): Facts {
  // Its comments say nothing of replacements.
  return collectFrom({ packageName: "@pulumi/pulumiservice", locate, replaces: () => false }, wanted);
}

/** `pulumiservice:index:Stack` stands in stack.d.ts, `pulumiservice:api/agents:Pool` in api/agents/pool.d.ts. */
function locate(root: string, token: string): Declaring | undefined {
  const [, module = "", name = ""] = /^pulumiservice:(index|api(?:\/\w+)?):(\w+)$/.exec(token) ?? [];
  if (name === "") return undefined;
  const folder = module === "index" ? root : join(root, module);
  const path = findDeclarationFile(folder, name.charAt(0).toLowerCase() + name.slice(1));
  return path === undefined ? undefined : { path, name };
}
