/**
 * Keys share their vault's fate. Scheduled with it, they come back with it as they were; those that were scheduled on
 * their own before keep their time.
 * @see https://docs.oracle.com/iaas/api/#/en/key/release/Vault/CancelVaultDeletion
 */
import { collection } from "../../collection.ts";
import { keys } from "../../collections.ts";
import { conflict } from "../../errors.ts";
import type { Moment } from "../../moment.ts";
import type { World } from "../../world.ts";

/** By the vault's OCID: the states that its keys had, by their OCIDs. */
const formerStates = collection<Record<string, string>>("kmsFormerStates");

/** @throws ServiceError 409 where a key of the vault would be deleted after the vault */
export function scheduleKeysOf(moment: Moment, vaultId: string, timeOfDeletion: string): void {
  const ofVault = keys.list(moment.world).filter((key) => key.vaultId === vaultId);
  const late = ofVault.filter((key) => Date.parse(key.timeOfDeletion ?? timeOfDeletion) > Date.parse(timeOfDeletion));
  if (late.length > 0) {
    throw conflict(
      `${late.map((key) => key.id).join(", ")} of the vault ${vaultId} would be deleted after it. Choose a later timeOfDeletion.`,
    );
  }
  const former: Record<string, string> = {};
  for (const key of ofVault.filter(
    ({ lifecycleState }) => lifecycleState === "ENABLED" || lifecycleState === "DISABLED",
  )) {
    former[key.id] = key.lifecycleState;
    keys.change(moment, key.id, { lifecycleState: "PENDING_DELETION", timeOfDeletion });
  }
  formerStates.put(moment, vaultId, former);
}

export function restoreKeysOf(moment: Moment, vaultId: string): void {
  for (const [keyId, lifecycleState] of Object.entries(formerStates.get(moment.world, vaultId) ?? {})) {
    if (keys.get(moment.world, keyId) !== undefined) {
      keys.change(moment, keyId, { lifecycleState, timeOfDeletion: undefined });
    }
  }
  formerStates.remove(moment.world, vaultId);
}

/** Forgets what the keys of a vault were, once it is gone. */
export function forgetKeysOf(world: World, vaultId: string): void {
  formerStates.remove(world, vaultId);
}
