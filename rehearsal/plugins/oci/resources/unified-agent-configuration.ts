import { restResource } from "../rest-resource.ts";
import { LOGGING_WORK } from "../work.ts";

/** @see https://docs.oracle.com/iaas/api/#/en/logging-management/20200531/UnifiedAgentConfiguration/ */
export const unifiedAgentConfiguration = restResource({
  token: "oci:Logging/unifiedAgentConfiguration:UnifiedAgentConfiguration",
  sdk: "logging",
  thing: "UnifiedAgentConfiguration",
  collection: "/20200531/unifiedAgentConfigurations",
  item: "/20200531/unifiedAgentConfigurations/{id}",
  ready: ["ACTIVE", "INACTIVE"],
  work: LOGGING_WORK,
  update: { whole: true },
});
