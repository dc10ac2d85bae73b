/** Collects facts from the installed @pulumi/aws. */
import { collectFacts as collectFrom } from "../../declared/collect.ts";
import { saysReplaces } from "./hints.ts";
import { declaringFile } from "./token.ts";
import type { Facts, Wanted } from "./types.ts";

/** A policy's principal is an alias for several shapes, and IAM judges it better than a declaration. */
const OPEN = new Set(["Principal"]);

/** Facts about those of `wanted` that the package declares. */
export function collectFacts(wanted: Wanted): Facts {
  return collectFrom({ packageName: "@pulumi/aws", locate: declaringFile, replaces: saysReplaces, open: OPEN }, wanted);
}
