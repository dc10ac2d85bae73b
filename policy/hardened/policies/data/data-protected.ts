import type { ResourcePolicy } from "@tidegate/policy";
import { BUCKETS } from "../buckets.ts";
import { BY_ENVIRONMENT } from "../levels.ts";

/** Pulumi itself refuses a plan that deletes or replaces what holds data, states, images' history or secrets' values. */
export const dataProtected: ResourcePolicy = {
  name: "data-protected",
  about: "resource",
  description: "What holds data, states or secrets has Pulumi's protect.",
  remedy: "Give the resource the option protect: true; who really wants to delete it takes it off first.",
  sources: [
    "order-tracking's requirements: hardening checklist (state safety, prevent_destroy)",
    "https://www.pulumi.com/docs/iac/concepts/resources/options/protect/",
  ],
  levels: BY_ENVIRONMENT,
  types: [
    "aws:rds/instance:Instance",
    "aws:rds/cluster:Cluster",
    "aws:docdb/cluster:Cluster",
    "aws:neptune/cluster:Cluster",
    "aws:redshift/cluster:Cluster",
    "aws:dynamodb/table:Table",
    ...BUCKETS,
    "aws:efs/fileSystem:FileSystem",
    "aws:cognito/userPool:UserPool",
    "aws:secretsmanager/secret:Secret",
    "oci:Database/autonomousDatabase:AutonomousDatabase",
    "oci:FileStorage/fileSystem:FileSystem",
    "oci:Mysql/mysqlDbSystem:MysqlDbSystem",
    "oci:Nosql/table:Table",
    "oci:ObjectStorage/bucket:Bucket",
    "oci:Psql/dbSystem:DbSystem",
    "oci:Vault/secret:Secret",
  ],
  judge: ({ protect }) => (protect ? [] : [{ path: "", says: "holds what can't be made again, and isn't protected" }]),
};
