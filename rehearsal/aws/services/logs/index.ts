/** CloudWatch Logs; the provider keeps it among CloudWatch's types. */
import type { AwsService } from "../../kind.ts";
import { logMetricFilter, logSubscriptionFilter } from "./filters.ts";
import { getLogGroup, logGroup } from "./logGroup.ts";
import { logResourcePolicy } from "./logResourcePolicy.ts";

export const logs: AwsService = {
  name: "logs",
  kinds: [logGroup, logResourcePolicy, logMetricFilter, logSubscriptionFilter],
  functions: [getLogGroup],
};
