import type { Bag, Finding, ResourcePolicy } from "@tidegate/policy";
import { UNKNOWN } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, byType, isFalse, isGiven, isTrue, itemsOf, mayBe, must, textOf, within } from "../look.ts";
import type { Checks, Known } from "../look.ts";

const REDSHIFTS = "require_ssl";

/** Parameters by which a database refuses clients that don't speak TLS. All but Redshift's are on by default, on RDS since PostgreSQL 15. */
const REFUSES_PLAIN = new Set(["rds.force_ssl", "require_secure_transport", "tls", "neptune_enforce_ssl", REDSHIFTS]);

const SAYS = "lets clients speak with the database in plain";

const isOff = (value: Known): boolean =>
  isFalse(value) || ["0", "off", "false", "disabled"].includes(textOf(value).toLowerCase());

const keepsTls = (props: Bag): Finding[] =>
  itemsOf(at(props, "parameters"))
    .filter((one) => REFUSES_PLAIN.has(textOf(within(one, "name").value)))
    .flatMap((one) => must(within(one, "value"), (value) => !isOff(value), SAYS));

/** Nothing is on by default here. */
const asksForTls: Checks[string] = (props) => {
  const parameters = at(props, "parameters");
  const isAsked = itemsOf(parameters).some((one) => mayBe(within(one, "name"), (value) => value === REDSHIFTS));
  return isAsked || parameters.value === UNKNOWN
    ? keepsTls(props)
    : [{ path: "parameters", says: `lack ${REDSHIFTS}, so that clients may speak with the database in plain` }];
};

/** In a group of replicas the first says it. */
const speaksTls: Checks[string] = (props) =>
  mayBe(at(props, "globalReplicationGroupId"), isGiven)
    ? []
    : [
        ...must(at(props, "transitEncryptionEnabled"), isTrue, SAYS),
        ...must(at(props, "transitEncryptionMode"), (value) => value !== "preferred", SAYS),
      ];

/** Whoever says nothing of the endpoint lets clients in by HTTP; whoever says something, unless it is that. */
const byHttps: Checks[string] = (props) => {
  const endpoint = at(props, "domainEndpointOptions");
  return [
    ...must(endpoint, (value) => value !== undefined, "isn't given, so that clients may speak in plain"),
    ...must(within(endpoint, "enforceHttps"), (value) => !isFalse(value), SAYS),
    ...must(
      within(endpoint, "tlsSecurityPolicy"),
      (value) => !textOf(value).startsWith(OLD),
      "lets clients speak TLS 1.0",
    ),
  ];
};

const OLD = "Policy-Min-TLS-1-0-";

/** Nobody switches off that a database asks for TLS. */
export const databaseTls: ResourcePolicy = {
  name: "database-tls",
  about: "resource",
  description: "Clients speak with a database, a cache or a search domain by TLS alone.",
  remedy:
    "Leave rds.force_ssl (MySQL: require_secure_transport) out where it is on by default, or set it to 1; turn the service's own encryption in transit on.",
  sources: [
    "circle-of-trust's requirements: security best practices (encryption in transit)",
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html",
  ],
  levels: BY_ENVIRONMENT,
  ...byType({
    "aws:rds/parameterGroup:ParameterGroup": keepsTls,
    "aws:rds/clusterParameterGroup:ClusterParameterGroup": keepsTls,
    "aws:docdb/clusterParameterGroup:ClusterParameterGroup": keepsTls,
    "aws:neptune/clusterParameterGroup:ClusterParameterGroup": keepsTls,
    "aws:redshift/parameterGroup:ParameterGroup": asksForTls,
    "aws:elasticache/replicationGroup:ReplicationGroup": speaksTls,
    "aws:memorydb/cluster:Cluster": (props) => must(at(props, "tlsEnabled"), (value) => !isFalse(value), SAYS),
    "aws:opensearch/domain:Domain": byHttps,
    "aws:elasticsearch/domain:Domain": byHttps,
  }),
};
