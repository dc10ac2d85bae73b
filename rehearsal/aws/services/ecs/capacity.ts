/** Which capacity a cluster offers, and how a service shares its tasks out among it. */
import { elements, known, refuse } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import type { Kind } from "../../kind.ts";
import { textAt, textsAt } from "../../kind.ts";
import { numberAt, objectsAt } from "../../parts.ts";
import type { Failure } from "../../../plugins/protocol/provider.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { findCluster, needCluster, servicesOf } from "./cluster.ts";
import { CAPACITY_PROVIDER, CLUSTER_CAPACITY_PROVIDERS, nameOf } from "./types.ts";

/** Those that every account has. */
export const FARGATE = ["FARGATE", "FARGATE_SPOT"] as const;

/** Its id is the cluster's name. @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutClusterCapacityProviders.html */
export const clusterCapacityProviders: Kind = {
  type: CLUSTER_CAPACITY_PROVIDERS,
  replaces: ["clusterName"],
  sets: ["capacityProviders", "defaultCapacityProviderStrategies"],
  check: (inputs) => strategyFaults(inputs, "defaultCapacityProviderStrategies"),
  create({ inputs }, cloud) {
    const name = textAt(inputs, "clusterName") ?? "";
    needCluster(name, cloud);
    refuseUnknown(inputs, cloud);
    return { id: name, outputs: {} };
  },
  update({ inputs, olds }, cloud) {
    refuseUnknown(inputs, cloud);
    const kept = textsAt(inputs, "capacityProviders");
    refuseUsed(
      inputs,
      textsAt(olds, "capacityProviders").filter((name) => !kept.includes(name)),
      cloud,
    );
    return {};
  },
  remove: ({ inputs }, cloud) => refuseUsed(inputs, textsAt(inputs, "capacityProviders"), cloud),
};

/** @throws AwsError where a service of the cluster has its tasks on one of those that are to go */
function refuseUsed(inputs: Properties, leaving: readonly string[], cloud: Cloud): void {
  const found = findCluster(textAt(inputs, "clusterName") ?? "", cloud);
  const services = found === undefined ? [] : servicesOf(found.id, cloud);
  const strategies = services.flatMap((service) => objectsAt(service.inputs, "capacityProviderStrategies"));
  if (strategies.some((item) => leaving.includes(textAt(item, "capacityProvider") ?? ""))) {
    throw new AwsError("ResourceInUseException", "The specified capacity provider is in use and cannot be removed.");
  }
}

/** What is wrong with a strategy by itself. */
export function strategyFaults(inputs: Properties, property: string): Failure[] {
  const items = elements(inputs, property);
  const bases = items.filter((item) => Number(known(inputs, `${item}.base`) ?? 0) > 0);
  const isWeightless = items.every((item) => known(inputs, `${item}.weight`) === 0 || weightIsMissing(inputs, item));
  return [
    ...(bases.length > 1 ? refuse(property, "only one capacity provider in a strategy can have a base defined") : []),
    ...(items.length > 1 && isWeightless
      ? refuse(property, "at least one capacity provider of a strategy must have a weight greater than zero")
      : []),
  ];
}

function weightIsMissing(inputs: Properties, item: string): boolean {
  const [property = "", index = "0"] = item.split(/[[\]]/);
  return numberAt(objectsAt(inputs, property)[Number(index)] ?? {}, "weight") === undefined;
}

/** @throws AwsError where the strategy names what isn't associated with the cluster */
export function refuseUnassociated(strategy: readonly Properties[], clusterArn: string, cloud: Cloud): void {
  const offered = associated(clusterArn, cloud);
  if (strategy.some((item) => !offered.includes(textAt(item, "capacityProvider") ?? ""))) {
    throw new AwsError(
      "InvalidParameterException",
      "The specified capacity provider strategy cannot contain a capacity provider that is not associated with the " +
        "cluster. Associate the capacity provider with the cluster and try again.",
    );
  }
}

/** The strategy of a service that names neither one nor a launch type. */
export function defaultStrategy(clusterArn: string, cloud: Cloud): Properties[] {
  return objectsAt(associationOf(clusterArn, cloud) ?? {}, "defaultCapacityProviderStrategies");
}

function associated(clusterArn: string, cloud: Cloud): string[] {
  return textsAt(associationOf(clusterArn, cloud) ?? {}, "capacityProviders");
}

function associationOf(clusterArn: string, cloud: Cloud): Properties | undefined {
  const name = nameOf(clusterArn);
  return cloud.list(CLUSTER_CAPACITY_PROVIDERS).find(({ id }) => id === name)?.inputs;
}

function refuseUnknown(inputs: Properties, cloud: Cloud): void {
  const own = cloud.list(CAPACITY_PROVIDER).map(({ outputs }) => textAt(outputs, "name") ?? "");
  const known = new Set<string>([...FARGATE, ...own]);
  if (textsAt(inputs, "capacityProviders").some((name) => !known.has(nameOf(name)))) {
    throw new AwsError(
      "InvalidParameterException",
      "The specified capacity provider was not found. Specify a valid name or ARN and try again.",
    );
  }
}
