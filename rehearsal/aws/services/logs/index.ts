/** CloudWatch Logs; the provider keeps it among CloudWatch's types. */
import type { AwsService } from "../../kind.ts";
import { delivery } from "./delivery.ts";
import { deliveryDestination } from "./deliveryDestination.ts";
import { deliverySource } from "./deliverySource.ts";
import { logMetricFilter, logSubscriptionFilter } from "./filters.ts";
import { getLogGroup, logGroup } from "./logGroup.ts";
import { logResourcePolicy } from "./logResourcePolicy.ts";

export const logs: AwsService = {
  name: "logs",
  kinds: [
    logGroup,
    logResourcePolicy,
    logMetricFilter,
    logSubscriptionFilter,
    deliverySource,
    deliveryDestination,
    delivery,
  ],
  functions: [getLogGroup],
};
