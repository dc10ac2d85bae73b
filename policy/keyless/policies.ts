import type { Policy } from "@tidegate/policy";

/** The pack's policies, in the order in which they are shown. */
export const policies: readonly Policy[] = [];
