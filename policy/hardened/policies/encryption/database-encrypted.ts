import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, byType, isFalse, isGiven, isTrue, mayBe, must } from "../look.ts";
import type { Checks, Known } from "../look.ts";

const SAYS = "isn't true, so that storage, snapshots and backups lie in plain";

/** Made of a database that is there, or a member of a group of clusters, it is as encrypted as that. */
const unless =
  (source: string, property: string): Checks[string] =>
  (props) =>
    mayBe(at(props, source), isGiven) ? [] : must(at(props, property), isTrue, SAYS);

const encrypted = unless("replicateSourceDb", "storageEncrypted");

const ofSource = unless("sourceDbClusterIdentifier", "storageEncrypted");

const enabledIn =
  (block: string): Checks[string] =>
  (props) =>
    must(at(props, block, "enabled"), isTrue, SAYS);

/** Caches of Valkey are encrypted unless they say otherwise, those of Redis the other way round. */
const cacheEncrypted: Checks[string] = (props) =>
  mayBe(at(props, "engine"), (value) => value === "valkey")
    ? must(at(props, "atRestEncryptionEnabled"), isntFalse, SAYS)
    : unless("globalReplicationGroupId", "atRestEncryptionEnabled")(props, {});

const isntFalse = (value: Known): boolean => !isFalse(value);

/** Databases lie encrypted. It can't be changed later without a copy of the database. */
export const databaseEncrypted: ResourcePolicy = {
  name: "database-encrypted",
  about: "resource",
  description: "The storage of a database, a cache or a search domain is encrypted.",
  remedy:
    "Set storageEncrypted (or what the service calls it) to true when the database is made: later it takes an encrypted copy of a snapshot.",
  sources: [
    "circle-of-trust's requirements: security best practices (encryption at rest)",
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html",
  ],
  levels: BY_ENVIRONMENT,
  ...byType({
    "aws:rds/instance:Instance": encrypted,
    "aws:rds/cluster:Cluster": encrypted,
    "aws:rds/globalCluster:GlobalCluster": ofSource,
    "aws:docdb/cluster:Cluster": encrypted,
    "aws:docdb/globalCluster:GlobalCluster": ofSource,
    "aws:neptune/cluster:Cluster": encrypted,
    "aws:neptune/globalCluster:GlobalCluster": ofSource,
    "aws:redshift/cluster:Cluster": (props) => must(at(props, "encrypted"), isntFalse, SAYS),
    "aws:elasticache/replicationGroup:ReplicationGroup": cacheEncrypted,
    "aws:dax/cluster:Cluster": enabledIn("serverSideEncryption"),
    "aws:opensearch/domain:Domain": enabledIn("encryptAtRest"),
    "aws:elasticsearch/domain:Domain": enabledIn("encryptAtRest"),
  }),
};
