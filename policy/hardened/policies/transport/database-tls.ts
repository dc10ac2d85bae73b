import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, byType, isFalse, itemsOf, must, textOf, within } from "../look.ts";
import type { Checks, Known } from "../look.ts";

/** Parameters by which a database refuses clients that don't speak TLS. PostgreSQL 15 and later on RDS do by default. */
const REFUSES_PLAIN = new Set(["rds.force_ssl", "require_secure_transport"]);

const isOff = (value: Known): boolean => isFalse(value) || ["0", "off"].includes(textOf(value).toLowerCase());

const keepsTls: Checks[string] = (props) =>
  itemsOf(at(props, "parameters"))
    .filter((one) => REFUSES_PLAIN.has(textOf(within(one, "name").value)))
    .flatMap((one) =>
      must(within(one, "value"), (value) => !isOff(value), "lets clients speak with the database in plain"),
    );

/** Nobody switches off that a database asks for TLS. */
export const databaseTls: ResourcePolicy = {
  name: "database-tls",
  about: "resource",
  description: "No parameter lets clients speak with a database without TLS.",
  remedy: "Leave rds.force_ssl (MySQL: require_secure_transport) out where it is on by default, or set it to 1.",
  sources: [
    "circle-of-trust's requirements: security best practices (encryption in transit)",
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html",
  ],
  levels: BY_ENVIRONMENT,
  ...byType({
    "aws:rds/parameterGroup:ParameterGroup": keepsTls,
    "aws:rds/clusterParameterGroup:ClusterParameterGroup": keepsTls,
  }),
};
