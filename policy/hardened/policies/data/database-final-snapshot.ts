import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, byType, isGiven, isntTrue, mayBe, must } from "../look.ts";
import type { Checks } from "../look.ts";

/** Replicas leave none. */
const leavesSnapshot: Checks[string] = (props) =>
  mayBe(at(props, "replicateSourceDb"), isGiven)
    ? []
    : [
        ...must(at(props, "skipFinalSnapshot"), isntTrue, "deletes the database's data with it"),
        ...(mayBe(at(props, "skipFinalSnapshot"), isntTrue)
          ? must(at(props, "finalSnapshotIdentifier"), isGiven, "isn't given, so that a deletion fails half-way")
          : []),
      ];

/** A database that is deleted leaves a snapshot. */
export const databaseFinalSnapshot: ResourcePolicy = {
  name: "database-final-snapshot",
  about: "resource",
  description: "A database that is deleted leaves a snapshot.",
  remedy: "Set skipFinalSnapshot to false and give the snapshot a name in finalSnapshotIdentifier.",
  sources: [
    "order-tracking's requirements: hardening checklist (RDS)",
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html",
  ],
  levels: BY_ENVIRONMENT,
  ...byType({
    "aws:rds/instance:Instance": leavesSnapshot,
    "aws:rds/cluster:Cluster": leavesSnapshot,
    "aws:docdb/cluster:Cluster": leavesSnapshot,
    "aws:neptune/cluster:Cluster": leavesSnapshot,
    "aws:redshift/cluster:Cluster": leavesSnapshot,
  }),
};
