/** How strictly the policies of this pack hold. */
import type { Policy } from "@tidegate/policy";

/** Told in dev, held in prod. */
export const BY_ENVIRONMENT: Policy["levels"] = { dev: "advisory", prod: "mandatory" };

/** Held everywhere: what a dev environment too can't take back. */
export const EVERYWHERE: Policy["levels"] = { dev: "mandatory", prod: "mandatory" };
