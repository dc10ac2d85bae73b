import { restResource } from "../rest-resource.ts";
import { LOGGING_WORK } from "../work.ts";

/** @see https://docs.oracle.com/iaas/api/#/en/logging-management/20200531/LogGroup/ */
export const logGroup = restResource({
  token: "oci:Logging/logGroup:LogGroup",
  sdk: "logging",
  thing: "LogGroup",
  collection: "/20200531/logGroups",
  item: "/20200531/logGroups/{id}",
  ready: ["ACTIVE"],
  work: LOGGING_WORK,
});
