import type { ResourcePolicy } from "@tidegate/policy";
import { UNKNOWN } from "@tidegate/policy";
import { isAnybodys } from "@tidegate/policy/documents";
import { EVERYWHERE } from "../levels.ts";
import { at, byType, isGiven, isntTrue, itemsOf, mayBe, must, textOf } from "../look.ts";
import type { Checks, Known } from "../look.ts";

const isPrivate: Checks[string] = (props) =>
  must(at(props, "publiclyAccessible"), isntTrue, "gives the database an address on the internet");

/** Of a snapshot, who may copy it. */
const isOwn: Checks[string] = (props) =>
  itemsOf(at(props, "sharedAccounts")).flatMap((one) =>
    must(one, (value) => value !== "all", "lets everybody copy the database"),
  );

/** Without a subnet, an autonomous database is where its list of addresses lets in. A dedicated one is in its own network. */
const isInside: Checks[string] = (props) => {
  const addresses = at(props, "whitelistedIps");
  const items = itemsOf(addresses);
  const isListed = addresses.value === UNKNOWN || (items.length > 0 && items.every((one) => mayBe(one, isSome)));
  return isListed || mayBe(at(props, "autonomousContainerDatabaseId"), isGiven)
    ? []
    : must(at(props, "subnetId"), isGiven, "isn't given, so that the database is reached from any address");
};

const isSome = (value: Known): boolean => !isAnybodys(textOf(value));

const isInVpc: Checks[string] = (props) =>
  must(at(props, "vpcOptions"), (value) => value !== undefined, "isn't given, so that its endpoint is on the internet");

/** No database has a public address, in whatever environment: test data are copied from real ones. */
export const databasePrivate: ResourcePolicy = {
  name: "database-private",
  about: "resource",
  description: "No database, broker or search domain has an address on the internet, and no snapshot is everybody's.",
  remedy:
    "Leave publiclyAccessible out or set it to false (OCI: give a subnet), and reach the database from inside the network.",
  sources: [
    "order-tracking's requirements: hardening checklist (network)",
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
    "https://docs.oracle.com/en-us/iaas/autonomous-database-serverless/doc/autonomous-network-access-options.html",
  ],
  levels: EVERYWHERE,
  ...byType({
    "aws:rds/instance:Instance": isPrivate,
    "aws:rds/clusterInstance:ClusterInstance": isPrivate,
    "aws:rds/shardGroup:ShardGroup": isPrivate,
    "aws:rds/snapshot:Snapshot": isOwn,
    "aws:rds/snapshotCopy:SnapshotCopy": isOwn,
    "aws:rds/clusterSnapshot:ClusterSnapshot": isOwn,
    "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy": isOwn,
    "aws:neptune/clusterInstance:ClusterInstance": isPrivate,
    "aws:redshift/cluster:Cluster": isPrivate,
    "aws:redshiftserverless/workgroup:Workgroup": isPrivate,
    "aws:timestreaminfluxdb/dbCluster:DbCluster": isPrivate,
    "aws:timestreaminfluxdb/dbInstance:DbInstance": isPrivate,
    "aws:lightsail/database:Database": isPrivate,
    "aws:dms/replicationInstance:ReplicationInstance": isPrivate,
    "aws:mq/broker:Broker": isPrivate,
    "aws:opensearch/domain:Domain": isInVpc,
    "aws:elasticsearch/domain:Domain": isInVpc,
    "oci:Database/autonomousDatabase:AutonomousDatabase": isInside,
  }),
};
