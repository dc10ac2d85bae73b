/** CloudWatch: alarms and dashboards. Log groups and event rules stand with their own services. */
import type { AwsService } from "../../kind.ts";
import { compositeAlarm } from "./compositeAlarm.ts";
import { dashboard } from "./dashboard.ts";
import { metricAlarm } from "./metricAlarm.ts";

export const cloudwatch: AwsService = {
  name: "cloudwatch",
  kinds: [metricAlarm, compositeAlarm, dashboard],
  functions: [],
};
