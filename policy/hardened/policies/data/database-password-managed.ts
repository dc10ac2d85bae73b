import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, byType, isGiven, isTrue, mayBe, must } from "../look.ts";
import type { Checks } from "../look.ts";

const SAYS = "isn't true, so that somebody has to hold the password";

/** Replicas have their source's password, and RDS manages none of a global database's clusters. */
const managed =
  (...elsewhere: readonly string[]): Checks[string] =>
  (props) =>
    elsewhere.some((property) => mayBe(at(props, property), isGiven))
      ? []
      : must(at(props, "manageMasterUserPassword"), isTrue, SAYS);

/** RDS makes the master password, keeps it in Secrets Manager and rotates it; no program ever sees it. */
export const databasePasswordManaged: ResourcePolicy = {
  name: "database-password-managed",
  about: "resource",
  description: "A database's master password is made, kept and rotated by the service.",
  remedy: "Set manageMasterUserPassword (Redshift: manageMasterPassword) to true and take password out.",
  sources: [
    "order-tracking's requirements: hardening checklist (RDS)",
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html",
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html#rds-secrets-manager-limitations",
  ],
  levels: BY_ENVIRONMENT,
  ...byType({
    "aws:rds/instance:Instance": managed("replicateSourceDb"),
    "aws:rds/cluster:Cluster": managed("replicationSourceIdentifier", "globalClusterIdentifier"),
    "aws:docdb/cluster:Cluster": managed("globalClusterIdentifier"),
    "aws:redshift/cluster:Cluster": (props) => must(at(props, "manageMasterPassword"), isTrue, SAYS),
  }),
};
