import { restResource } from "../rest-resource.ts";

/** Keys live at their vault's own endpoint. @see https://docs.oracle.com/iaas/api/#/en/key/20180608/Key/ */
export const key = restResource({
  token: "oci:Kms/key:Key",
  sdk: "keymanagement",
  thing: "Key",
  collection: "/20180608/keys",
  item: "/20180608/keys/{id}",
  importId: "managementEndpoint/{managementEndpoint}/keys/{id}",
  endpoint: "managementEndpoint",
  ready: ["ENABLED", "DISABLED"],
  gone: ["DELETED", "PENDING_DELETION", "SCHEDULING_DELETION"],
  // Says when to delete, which is asked for with the deletion.
  ignored: ["timeOfDeletion"],
  remove: { operation: "ScheduleKeyDeletion", method: "POST", action: "/actions/scheduleDeletion" },
  steps: [
    {
      on: ["desiredState"],
      calls: (change, _live, path) => {
        const disable = change.news["desiredState"] === "DISABLED";
        const [operation, action] = disable ? ["DisableKey", "disable"] : ["EnableKey", "enable"];
        return [{ operation, method: "POST", path: `${path}/actions/${action}`, once: true }];
      },
    },
  ],
});
