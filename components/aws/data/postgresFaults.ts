/** What is wrong with a database's arguments that are known before anything exists. */
import type { Fault, Label } from "@tidegate/faults";
import { textFaults, wholeNumberFaults } from "@tidegate/faults";
import { DATABASE_LOG_DAYS } from "./defaults.ts";
import type { PostgresArgs } from "./postgres.ts";
import { retentionFaults } from "../watch/retention.ts";

/** The arguments that a caller chooses. */
export type PostgresChoice = Pick<
  PostgresArgs,
  | "identifier"
  | "databaseName"
  | "engineVersion"
  | "instanceClass"
  | "storageGb"
  | "maxStorageGb"
  | "backupDays"
  | "logRetentionDays"
  | "monitoring"
>;

/** Every fault of the names, the version, the size and the days. */
export function postgresFaults(args: PostgresChoice, label: Label): Fault[] {
  return [
    ...textFaults(
      label("identifier"),
      args.identifier,
      /^(?=.{1,56}$)[a-z](-?[a-z0-9])*$/,
      "at most 56 lower-case letters, digits and single hyphens, beginning with a letter",
    ),
    ...textFaults(
      label("databaseName"),
      args.databaseName,
      /^(?!(?:postgres|template0|template1|rdsadmin)$)[a-z_][a-z0-9_]{0,62}$/,
      "at most 63 lower-case letters, digits and underscores, and none of PostgreSQL's own databases",
    ),
    ...textFaults(
      label("engineVersion"),
      args.engineVersion,
      /^1[3-9](\.\d{1,2})?$/,
      "a major version of PostgreSQL from 13, as in 17, or one with its minor, as in 17.6",
    ),
    ...textFaults(
      label("instanceClass"),
      args.instanceClass,
      /^db\.[a-z0-9]+(-[a-z0-9]+)?\.[a-z0-9]+$/,
      "an RDS instance class, as in db.t4g.micro",
    ),
    ...storageFaults(args, label),
    ...wholeNumberFaults(label("backupDays"), args.backupDays, 1, 35),
    ...retentionFaults(label("logRetentionDays"), args.logRetentionDays ?? DATABASE_LOG_DAYS),
    ...(args.monitoring === undefined || MONITORING_SECONDS.includes(args.monitoring.intervalSeconds)
      ? []
      : [
          {
            path: label("monitoring.intervalSeconds"),
            given: args.monitoring.intervalSeconds,
            accepted: `one of ${MONITORING_SECONDS.join(", ")} seconds`,
          },
        ]),
  ];
}

/** AWS wants the upper limit of storage a tenth above what there is, or more. */
function storageFaults({ storageGb, maxStorageGb }: PostgresChoice, label: Label): Fault[] {
  const faults = wholeNumberFaults(label("storageGb"), storageGb, 20, MOST_GB);
  if (faults.length > 0 || maxStorageGb === undefined) return faults;
  return wholeNumberFaults(label("maxStorageGb"), maxStorageGb, Math.ceil(storageGb * 1.1), MOST_GB);
}

const MOST_GB = 65_536;
const MONITORING_SECONDS = [1, 5, 10, 15, 30, 60];
