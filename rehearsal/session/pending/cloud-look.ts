/** A cloud as it is looked into for what an engine that was killed has made. There is one a provider. */
import type { PendingCreate } from "@tidegate/engine/pending";

export interface CloudLook {
  /** The ids of what this create may have made, the likeliest first; what some state knows may be among them. */
  candidates(create: PendingCreate): Promise<readonly string[]>;
  /** Waits for what the killed engine was waiting for: until it is what it should be, or won't become it any more. */
  ready?(create: PendingCreate, id: string): Promise<void>;
}

/** By the first part of a type's token: `oci`, `aws`. Types of other providers are looked up nowhere. */
export type CloudLooks = Readonly<Record<string, CloudLook>>;
