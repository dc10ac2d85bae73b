import { restResource } from "../rest-resource.ts";

/**
 * A secret's container. Its content goes out with create and when the program changes it, and is never read back:
 * what someone put in since stays. @see https://docs.oracle.com/iaas/api/#/en/secretmgmt/20180608/Secret/
 */
export const secret = restResource({
  token: "oci:Vault/secret:Secret",
  sdk: "vault",
  thing: "Secret",
  collection: "/20180608/secrets",
  item: "/20180608/secrets/{id}",
  ready: ["ACTIVE"],
  gone: ["DELETED", "PENDING_DELETION", "SCHEDULING_DELETION"],
  remove: { operation: "ScheduleSecretDeletion", method: "POST", action: "/actions/scheduleDeletion" },
});
