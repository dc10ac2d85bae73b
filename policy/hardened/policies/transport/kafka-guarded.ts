import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, byType, isntTrue, isTrue, must } from "../look.ts";

/** Clients of Kafka speak TLS, and are known by their IAM role. */
export const kafkaGuarded: ResourcePolicy = {
  name: "kafka-guarded",
  about: "resource",
  description: "Kafka is spoken to by TLS and IAM alone, inside the VPC.",
  remedy: "Turn SASL by IAM on and unauthenticated access off, and set clientBroker to TLS.",
  sources: [
    "order-tracking's requirements: what we provision (MSK Serverless, SASL by IAM)",
    "https://docs.aws.amazon.com/msk/latest/developerguide/iam-access-control.html",
    "https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html",
  ],
  levels: BY_ENVIRONMENT,
  ...byType({
    "aws:msk/serverlessCluster:ServerlessCluster": (props) =>
      must(at(props, "clientAuthentication", "sasl", "iam", "enabled"), isTrue, "isn't on"),
    "aws:msk/cluster:Cluster": (props) => [
      ...must(at(props, "clientAuthentication", "sasl", "iam"), isTrue, "isn't on"),
      ...must(at(props, "clientAuthentication", "unauthenticated"), isntTrue, "lets in whoever comes"),
      ...must(
        at(props, "encryptionInfo", "encryptionInTransit", "clientBroker"),
        (value) => value === undefined || value === "TLS",
        "lets clients read and write in plain",
      ),
      ...must(
        at(props, "encryptionInfo", "encryptionInTransit", "inCluster"),
        (value) => value === undefined || isTrue(value),
        "lets brokers copy messages in plain",
      ),
      ...must(
        at(props, "brokerNodeGroupInfo", "connectivityInfo", "publicAccess", "type"),
        (value) => value === undefined || value === "DISABLED",
        "puts the brokers on the internet",
      ),
    ],
  }),
};
