import type { ResourcePolicy } from "@tidegate/policy";
import { EVERYWHERE } from "../levels.ts";
import { at, byType, isntTrue, must } from "../look.ts";
import type { Checks } from "../look.ts";

const isPrivate: Checks[string] = (props) =>
  must(at(props, "publiclyAccessible"), isntTrue, "gives the database an address on the internet");

/** No database has a public address, in whatever environment: test data are copied from real ones. */
export const databasePrivate: ResourcePolicy = {
  name: "database-private",
  about: "resource",
  description: "No database has an address on the internet.",
  remedy: "Leave publiclyAccessible out or set it to false, and reach the database from inside the VPC.",
  sources: [
    "order-tracking's requirements: hardening checklist (network)",
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
  ],
  levels: EVERYWHERE,
  ...byType({
    "aws:rds/instance:Instance": isPrivate,
    "aws:rds/clusterInstance:ClusterInstance": isPrivate,
    "aws:redshift/cluster:Cluster": isPrivate,
  }),
};
