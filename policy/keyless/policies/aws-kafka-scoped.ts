import type { Finding, ResourcePolicy } from "@tidegate/policy";
import { coversAction, documentTypes, hasWildcard, statementPath } from "@tidegate/policy/documents";
import type { PlacedDocument, Statement } from "@tidegate/policy/documents";
import { inEachGrant } from "./grants.ts";

/** A client of Kafka reads and writes the topics that are its own, as a member of its own groups. */
export const awsKafkaScoped: ResourcePolicy = {
  name: "aws-kafka-scoped",
  about: "resource",
  description: "Whoever may speak with Kafka may do named things with a named cluster, named topics and named groups.",
  remedy:
    "Name the actions of kafka-cluster, and in Resource the ARNs of the cluster, of each topic and of each group.",
  sources: [
    "order-tracking's requirements: hardening checklist (IAM, no wildcards for Kafka)",
    "https://docs.aws.amazon.com/msk/latest/developerguide/iam-access-control.html",
  ],
  levels: { dev: "mandatory", prod: "mandatory" },
  types: documentTypes("identity"),
  judge: (resource) => inEachGrant(resource, findings),
};

function findings(document: PlacedDocument, statement: Statement): Finding[] {
  const { action, resource, notResource } = statement;
  const actions = (action?.values ?? []).filter(isOfClients);
  if (actions.length === 0) return [];
  const isOpen = notResource !== undefined || resource?.values.some(isUnnamed) === true;
  return [
    ...(actions.some(hasWildcard)
      ? [
          {
            path: statementPath(document, statement, "Action"),
            rule: "any-action",
            says: "lets a client of Kafka do what isn't named",
          },
        ]
      : []),
    ...(isOpen
      ? [
          {
            path: statementPath(document, statement, notResource === undefined ? "Resource" : "NotResource"),
            rule: "any-topic",
            says: "lets a client into clusters, topics or groups of Kafka that aren't named",
          },
        ]
      : []),
  ];
}

/** What clients do with a cluster, and not what is done with the cluster itself (`kafka:`). */
function isOfClients(action: string): boolean {
  const [service = ""] = action.split(":");
  return coversAction(service, "kafka-cluster");
}

/**
 * `arn:aws:kafka:eu-central-1:111122223333:topic/orders/*\/placed` is named: a cluster's id, which follows its name, is made with it.
 * What is no ARN of Kafka's stands there for another action.
 */
function isUnnamed(arn: string): boolean {
  const [, partition = "*", service = "*"] = arn.split(":");
  if (!hasWildcard(partition) && !hasWildcard(service) && service !== "kafka") return false;
  return hasWildcard(arn.replace(CLUSTER_ID, "$1"));
}

const CLUSTER_ID = /(:(?:cluster|topic|group|transactional-id)\/[^/*?]+\/)\*(?=\/|$)/;
