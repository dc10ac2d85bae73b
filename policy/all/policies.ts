import type { Policy } from "@tidegate/policy";
import { PACKS } from "./packs.ts";

/**
 * The policies of all packs. In one pack they cost the engine one process, and two calls a resource; in three, three times
 * as many.
 */
export const policies: readonly Policy[] = PACKS.flatMap((pack) => pack.policies);
