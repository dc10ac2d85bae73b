/** Files that are made out of the policies: docs/policies.md, and each pack's levels by environment. */
import { levelsOf } from "@tidegate/policy";
import { auditPolicies } from "./audit/index.ts";
import { documentOf } from "./document.ts";
import { PACKS } from "./packs.ts";
import { policies } from "./policies.ts";

export interface GeneratedFile {
  /** From the repository's root. */
  readonly path: string;
  readonly text: string;
}

/** All of them, as they should be. */
export function generatedFiles(): readonly GeneratedFile[] {
  const packs = [...PACKS, { name: "all", policies }];
  const levels = packs.flatMap((pack) =>
    ["dev", "prod"].map((environment) => ({
      path: `policy/${pack.name}/${environment}.json`,
      text: `${JSON.stringify(levelsOf(pack.policies, environment), undefined, 2)}\n`,
    })),
  );
  return [{ path: "docs/policies.md", text: documentOf(PACKS, auditPolicies) }, ...levels];
}
