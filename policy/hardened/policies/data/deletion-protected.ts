import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, byType, isTrue, itemsOf, must, within } from "../look.ts";
import type { Checks } from "../look.ts";

const SAYS = "isn't on, so that one call deletes it";

const on =
  (property: string): Checks[string] =>
  (props) =>
    must(at(props, property), isTrue, SAYS);

const CLUSTERS = [
  "aws:rds/globalCluster:GlobalCluster",
  "aws:docdb/cluster:Cluster",
  "aws:docdb/globalCluster:GlobalCluster",
  "aws:neptune/cluster:Cluster",
  "aws:neptune/globalCluster:GlobalCluster",
];

/** The cloud itself refuses to delete what holds data, whoever asks. */
export const deletionProtected: ResourcePolicy = {
  name: "deletion-protected",
  about: "resource",
  description: "Databases, tables, their replicas and user pools refuse to be deleted.",
  remedy: "Turn deletion protection on; who really wants to delete it turns it off first, in a change of its own.",
  sources: [
    "order-tracking's requirements: hardening checklist (RDS)",
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html",
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html",
  ],
  levels: BY_ENVIRONMENT,
  ...byType({
    "aws:rds/instance:Instance": on("deletionProtection"),
    "aws:rds/cluster:Cluster": on("deletionProtection"),
    ...Object.fromEntries(CLUSTERS.map((type) => [type, on("deletionProtection")])),
    "aws:dynamodb/table:Table": (props) => [
      ...must(at(props, "deletionProtectionEnabled"), isTrue, SAYS),
      ...itemsOf(at(props, "replicas")).flatMap((one) => must(within(one, "deletionProtectionEnabled"), isTrue, SAYS)),
    ],
    "aws:dynamodb/tableReplica:TableReplica": on("deletionProtectionEnabled"),
    "aws:cognito/userPool:UserPool": (props) =>
      must(at(props, "deletionProtection"), (value) => value === "ACTIVE", SAYS),
  }),
};
