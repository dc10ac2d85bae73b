import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, byType, isGiven, mayBe, must } from "../look.ts";
import type { Checks } from "../look.ts";

export interface BackupDays {
  /** The fewest days that backups are kept. */
  readonly days: number;
}

/** Replicas are made again from their source. Where nothing is given, an instance has none and a cluster one day. */
const backedUp: Checks<BackupDays>[string] = (props, { days }) =>
  mayBe(at(props, "replicateSourceDb"), isGiven)
    ? []
    : must(
        at(props, "backupRetentionPeriod"),
        (value) => typeof value === "number" && value >= days,
        `keeps backups for less than ${days} days`,
      );

/** Automated backups, from which a database can be taken back to any second of their period. */
export const databaseBackedUp: ResourcePolicy<BackupDays> = {
  name: "database-backed-up",
  about: "resource",
  description: "A database's backups are kept for a week or longer.",
  remedy: "Set backupRetentionPeriod to 7 or more, 35 at most.",
  sources: [
    "order-tracking's requirements: hardening checklist (RDS)",
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html",
  ],
  levels: BY_ENVIRONMENT,
  config: {
    days: {
      schema: { type: "integer", minimum: 1, maximum: 35 },
      default: 7,
      describes: "The fewest days that backups are kept.",
    },
  },
  ...byType<BackupDays>({
    "aws:rds/instance:Instance": backedUp,
    "aws:rds/cluster:Cluster": backedUp,
    "aws:docdb/cluster:Cluster": backedUp,
    "aws:neptune/cluster:Cluster": backedUp,
  }),
};
