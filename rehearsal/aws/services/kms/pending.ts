/**
 * Keys that somebody has had deleted. KMS keeps one for 7 to 30 days, in which it does nothing and can be had back.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html
 */
import { ledger } from "../../../oci/ledger.ts";
import type { Cloud } from "../../cloud.ts";
import { textAt } from "../../kind.ts";
import { numberAt } from "../../parts.ts";
import type { Resource } from "../../resource.ts";

export interface PendingKey {
  readonly keyId: string;
  readonly arn: string;
  /** World time, in milliseconds since the epoch. */
  readonly deletedAt: number;
}

const pending = ledger<PendingKey>("aws/kms/pending");

const DAY_MS = 86_400_000;

/** As many days as the program says, 30 by default. */
export function scheduleDeletion({ id, inputs, outputs }: Resource, cloud: Cloud): void {
  const days = numberAt(inputs, "deletionWindowInDays") ?? 30;
  const arn = textAt(outputs, "arn") ?? "";
  pending.put(cloud.moment.world, id, { keyId: id, arn, deletedAt: cloud.now + days * DAY_MS });
}

/** By the key's id; undefined for a key that isn't pending, or whose time has come. */
export function pendingKeyById(keyId: string, cloud: Cloud): PendingKey | undefined {
  const found = pending.get(cloud.moment.world, keyId);
  return found !== undefined && cloud.now < found.deletedAt ? found : undefined;
}
