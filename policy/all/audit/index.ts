/** What only `tidegate audit` can hold: the engine's packs see secrets as plain values, and only what could be read. */
import type { Policy } from "@tidegate/policy";
import { noEncryptedValue } from "./no-encrypted-value.ts";
import { resourceReadable, unread } from "./resource-readable.ts";

export { noEncryptedValue, resourceReadable, unread };
export type { Unread } from "./resource-readable.ts";

/** In the order in which they are shown. */
export const auditPolicies: readonly Policy[] = [noEncryptedValue, resourceReadable];
