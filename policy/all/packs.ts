import { policies as hardened } from "@tidegate/hardened";
import { policies as keyless } from "@tidegate/keyless";
import type { Policy } from "@tidegate/policy";
import { policies as secretFree } from "@tidegate/secret-free";

export interface Pack {
  /** Name of its folder, and of the pack as the engine shows it. */
  readonly name: string;
  /** What it is for, in one sentence. */
  readonly summary: string;
  readonly policies: readonly Policy[];
}

/** The packs that hold policies of their own. */
export const PACKS: readonly Pack[] = [
  {
    name: "secret-free",
    summary: "No secret value stands in any input or output of any resource.",
    policies: secretFree,
  },
  {
    name: "keyless",
    summary:
      "Trust comes by short-lived tokens of known issuers; there are no keys, and no permission is wider than its use.",
    policies: keyless,
  },
  {
    name: "hardened",
    summary: "Private placement, encryption, backups, logs and deletion protection, by environment.",
    policies: hardened,
  },
];
