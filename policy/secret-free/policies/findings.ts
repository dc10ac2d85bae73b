import type { Bag, Finding } from "@tidegate/policy";
import { secretsIn } from "../detect/index.ts";

/** A finding for each secret in some of a resource's properties. */
export function findingsIn(props: Bag, isAsked: (key: string) => boolean): Finding[] {
  const asked = Object.fromEntries(Object.entries(props).filter(([key]) => isAsked(key)));
  return secretsIn(asked).map(({ path, rule }) => ({ path, rule, says: SAID[rule] ?? "holds a secret" }));
}

/** Rules that find no secret but that none can be looked for. */
const SAID: Readonly<Record<string, string>> = {
  "too-deep": "is nested too deep to be looked into",
  "too-large": "holds packed text that is too large to be looked into",
};
