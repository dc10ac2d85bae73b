import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, byType, isGiven, isTrue, mayBe, must } from "../look.ts";
import type { Checks } from "../look.ts";

const SAYS = "isn't true, so that storage, snapshots and backups lie in plain";

/** A replica is as encrypted as what it follows. */
const encrypted: Checks[string] = (props) =>
  mayBe(at(props, "replicateSourceDb"), isGiven) ? [] : must(at(props, "storageEncrypted"), isTrue, SAYS);

/** Databases lie encrypted. It can't be changed later without a copy of the database. */
export const databaseEncrypted: ResourcePolicy = {
  name: "database-encrypted",
  about: "resource",
  description: "A database's storage is encrypted.",
  remedy: "Set storageEncrypted to true when the database is made: later it takes an encrypted copy of a snapshot.",
  sources: [
    "circle-of-trust's requirements: security best practices (encryption at rest)",
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html",
  ],
  levels: BY_ENVIRONMENT,
  ...byType({ "aws:rds/instance:Instance": encrypted, "aws:rds/cluster:Cluster": encrypted }),
};
