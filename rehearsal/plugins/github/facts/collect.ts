/** Collects facts from the installed @pulumi/github. */
import { saysReplaces } from "../../aws/facts/hints.ts";
import { collectFacts as collectFrom } from "../../declared/collect.ts";
import type { Declaring, Facts, Wanted } from "../../declared/facts.ts";
import { findDeclarationFile } from "../../declared/find.ts";

/** Facts about those of `wanted` that the package declares. */
export function collectFacts(wanted: Wanted): Facts {
  return collectFrom({ packageName: "@pulumi/github", locate, replaces: saysReplaces }, wanted);
}

/** `github:index/actionsVariable:ActionsVariable` stands in actionsVariable.d.ts. */
function locate(root: string, token: string): Declaring | undefined {
  const [, file = "", name = ""] = /^github:index\/(\w+):(\w+)$/.exec(token) ?? [];
  const path = name === "" ? undefined : findDeclarationFile(root, file);
  return path === undefined ? undefined : { path, name };
}
