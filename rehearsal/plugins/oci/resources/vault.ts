import { restResource } from "../rest-resource.ts";

/** @see https://docs.oracle.com/iaas/api/#/en/key/20180608/Vault/ */
export const vault = restResource({
  token: "oci:Kms/vault:Vault",
  sdk: "keymanagement",
  thing: "Vault",
  collection: "/20180608/vaults",
  item: "/20180608/vaults/{id}",
  ready: ["ACTIVE"],
  // Vaults are never deleted at once, only scheduled to be: for the program they are gone from then on.
  gone: ["DELETED", "PENDING_DELETION", "SCHEDULING_DELETION"],
  // Says when to delete, which is asked for with the deletion.
  ignored: ["timeOfDeletion"],
  remove: { operation: "ScheduleVaultDeletion", method: "POST", action: "/actions/scheduleDeletion" },
});
