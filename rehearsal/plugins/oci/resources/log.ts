import { textOf } from "../../protocol/values.ts";
import { restResource } from "../rest-resource.ts";
import { LOGGING_WORK } from "../work.ts";

/** @see https://docs.oracle.com/iaas/api/#/en/logging-management/20200531/Log/ */
export const log = restResource({
  token: "oci:Logging/log:Log",
  sdk: "logging",
  thing: "Log",
  collection: "/20200531/logGroups/{logGroupId}/logs",
  item: "/20200531/logGroups/{logGroupId}/logs/{id}",
  importId: "logGroupId/{logGroupId}/logId/{id}",
  ready: ["ACTIVE", "INACTIVE"],
  work: LOGGING_WORK,
  move: null,
  steps: [
    {
      on: ["logGroupId"],
      calls: (change) => {
        const path = `/20200531/logGroups/${textOf(change.olds["logGroupId"])}/logs/${change.id}/actions/changeLogGroup`;
        const body = { targetLogGroupId: change.news["logGroupId"] ?? null };
        return [{ operation: "ChangeLogLogGroup", method: "POST", path, body }];
      },
    },
  ],
});
