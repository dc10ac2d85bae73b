import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, byType, isGiven, isTrue, mayBe, must } from "../look.ts";
import type { Checks } from "../look.ts";

/** Replicas have their source's password. */
const managed =
  (source: string): Checks[string] =>
  (props) =>
    mayBe(at(props, source), isGiven)
      ? []
      : must(at(props, "manageMasterUserPassword"), isTrue, "isn't true, so that somebody has to hold the password");

/** RDS makes the master password, keeps it in Secrets Manager and rotates it; no program ever sees it. */
export const databasePasswordManaged: ResourcePolicy = {
  name: "database-password-managed",
  about: "resource",
  description: "A database's master password is made, kept and rotated by RDS.",
  remedy: "Set manageMasterUserPassword to true and take password out.",
  sources: [
    "order-tracking's requirements: hardening checklist (RDS)",
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html",
  ],
  levels: BY_ENVIRONMENT,
  ...byType({
    "aws:rds/instance:Instance": managed("replicateSourceDb"),
    "aws:rds/cluster:Cluster": managed("replicationSourceIdentifier"),
  }),
};
