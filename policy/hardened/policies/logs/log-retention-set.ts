import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, byType, mayBe, must } from "../look.ts";

export interface RetentionDays {
  /** The fewest days that a log is kept. */
  readonly days: number;
}

/** CloudWatch keeps logs for ever unless it is told otherwise. OCI always has a period, 30 days by default. */
export const logRetentionSet: ResourcePolicy<RetentionDays> = {
  name: "log-retention-set",
  about: "resource",
  description:
    "A log group says for how many days it keeps an entry: neither for ever, nor too short to look into an incident.",
  remedy: "Set retentionInDays to one of the periods that CloudWatch knows.",
  sources: [
    "circle-of-trust's requirements: monitoring (log groups)",
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html#SettingLogRetention",
  ],
  levels: BY_ENVIRONMENT,
  config: {
    days: {
      schema: { type: "integer", minimum: 1 },
      default: 7,
      describes: "The fewest days that a log is kept.",
    },
  },
  ...byType<RetentionDays>({
    // What is only delivered is kept for two days, whatever is asked for.
    "aws:cloudwatch/logGroup:LogGroup": (props, { days }) =>
      mayBe(at(props, "logGroupClass"), (value) => value === "DELIVERY")
        ? []
        : [
            ...must(
              at(props, "retentionInDays"),
              (value) => value !== undefined && value !== 0,
              "isn't given, so that entries are kept, and paid for, for ever",
            ),
            ...must(
              at(props, "retentionInDays"),
              (value) => typeof value !== "number" || value === 0 || value >= days,
              `is less than ${days} days`,
            ),
          ],
  }),
};
